import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { ClusterCapability } from '../cluster-capability';
import { invalid } from '../invalid';
import { IKubernetesCluster } from '../kubernetes-cluster';
import { requireCapability } from '../require-capability';

/**
 * Internal: refuses a cluster without the Gateway API.
 *
 * @param instead what does without
 */
export function requireGateway(scope: IConstruct, cluster: IKubernetesCluster, instead: string): void {
  requireCapability(scope, cluster, {
    capability: ClusterCapability.GATEWAY_API,
    why: 'a route leads nowhere',
    wayOut:
      "Install the Gateway API and a controller for it and say so in the cluster's capabilities, or use another way " +
      `in, such as ${instead}`,
  });
}

/** Internal: refuses what is no host name of the Gateway API: lower case, no wildcard here, since a colour has one name. */
export function checkHostName(scope: IConstruct, property: string, value: string, example: string): void {
  if (Token.isUnresolved(value) || /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(value)) return;
  throw invalid(scope, { property, value, because: 'which is not a host name', wayOut: `Use one such as ${example}.` });
}
