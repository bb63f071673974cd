/** A change in a plan, as `terraform show -json` tells it. */
export interface Change {
  readonly address: string;
  readonly type: string;
  /** What the resource is now; null when it is not there. */
  readonly before: any;
  /** `update`, `create`, `delete`, both for a replacement. */
  readonly actions: readonly string[];
}

/** The changes that a plan would make. @param shown the plan as `terraform show -json` writes it */
export function changesOf(shown: string): Change[] {
  const { resource_changes: changes = [] } = JSON.parse(shown);
  return changes
    .filter(({ mode, change }: any) => mode === 'managed' && !['no-op', 'read'].includes(change.actions.join()))
    .map(({ address, type, change }: any) => ({ address, type, before: change.before, actions: change.actions }));
}

/** Why a plan is not a switch, which changes one resource in place; undefined if it is. @param division its ARN */
export function notASwitch(changes: readonly Change[], division: string): string | undefined {
  if (!changes.length) return 'it changes nothing';
  const [change, ...others] = changes;
  const isIt = change.actions.join() === 'update' && change.before?.arn === division;
  return isIt && !others.length ? undefined : `it would ${told(changes)}`;
}

/** Why a plan moves more than workers; undefined if it changes their Deployments and what scales these, in place. */
export function notWorkersAlone(changes: readonly Change[], workers: readonly string[]): string | undefined {
  const named = ({ type, before }: Change) => {
    if (type === 'helm_release') return before?.name;
    return type.startsWith('kubernetes_deployment') ? before?.metadata?.[0]?.name : undefined;
  };
  const others = changes.filter((one) => one.actions.join() !== 'update' || !workers.includes(named(one)));
  return others.length ? `it would ${told(others)}` : undefined;
}

/** Changes in words. */
export function told(changes: readonly Change[]): string {
  return changes.map(({ address, actions }) => `${actions.join(' and ')} ${address}`).join(', ');
}
