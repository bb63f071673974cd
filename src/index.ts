export * from './platform/color';
export * from './platform/entry';
export * from './platform/kubernetes-cluster';
export * from './platform/service-endpoint';
export * from './platform/shared-volume';
export * from './platform/switch-target';
export * from './state/remote-state';
