import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { installKind } from '../../kube/custom-kind';

/** Makes the API server know TargetGroupBindings, as the real controller's chart would; one that does is left alone. */
export function installBindingKind(config: KubeConfig): Promise<void> {
  return installKind(config, join(__dirname, 'target-group-binding-crd.yaml'));
}
