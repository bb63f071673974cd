import { PodDisruptionBudgetV1 } from '@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { invalid } from '../../platform/invalid';

/**
 * Makes the budget that lets a node be emptied a few web pods at a time, but not all of them.
 *
 * @param fewest how many pods there are at least
 */
export function makeWebBudget(
  scope: Construct,
  metadata: { readonly namespace: string; readonly labels: Record<string, string> },
  matchLabels: Record<string, string>,
  maxUnavailable: number,
  fewest: number,
): PodDisruptionBudgetV1 {
  const refuse = (because: string) =>
    invalid(scope, {
      property: 'web.maxUnavailable',
      value: maxUnavailable,
      because,
      wayOut: `Use a whole number from 1, and less than the ${fewest} pods that there are at least.`,
    });
  if (!Token.isUnresolved(maxUnavailable)) {
    if (!(maxUnavailable > 0)) throw refuse('with which no node could be emptied: the budget blocks every drain');
    if (!Number.isInteger(maxUnavailable)) throw refuse('which is no number of pods');
    if (!Token.isUnresolved(fewest) && maxUnavailable >= fewest) throw refuse('with which a drain may take all pods');
  }
  return new PodDisruptionBudgetV1(scope, 'Budget', {
    metadata: { ...metadata, name: 'web' },
    spec: { maxUnavailable: Token.asString(maxUnavailable), selector: { matchLabels } },
  });
}
