import { IConstruct } from 'constructs';
import { checkPath } from './checks';
import { KubeconfigClusterProps } from './imported-cluster-props';
import { invalid } from '../../platform/invalid';
import { ProviderConnection } from '../connection';

/** Internal: by a kubeconfig file. @throws when no file or no context is named, with the way out */
export function kubeconfigConnection(scope: IConstruct, props: KubeconfigClusterProps): ProviderConnection {
  const { configPath, configContext } = props;
  checkPath(scope, 'configPath', configPath);
  if (configContext.trim() === '') {
    throw invalid(scope, {
      property: 'configContext',
      value: configContext,
      because: 'which would be whatever context is current when Terraform runs',
      wayOut: 'Name one of those that `kubectl config get-contexts` lists.',
    });
  }
  return { configPath, configContext };
}
