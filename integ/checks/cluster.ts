import { Check } from './check';
import { addOnChecks } from './cluster/add-ons';
import { controlPlaneChecks } from './cluster/control-plane';
import { ClusterFacts } from './cluster/facts';
import { networkChecks } from './cluster/network';
import { nodeChecks } from './cluster/nodes';

export { ClusterFacts } from './cluster/facts';
export { goneChecks, keyOfSecrets, keyWaits } from './cluster/gone';

/** What DocNowCluster made, as AWS's APIs tell it. */
export const checks: Check<ClusterFacts>[] = [...networkChecks, ...controlPlaneChecks, ...nodeChecks, ...addOnChecks];
