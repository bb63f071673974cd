import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { BlueGreenSwitchProps } from './blue-green-switch-props';
import { invalid } from '../platform/invalid';
import { repeated } from '../platform/repeated';

/** Internal: refuses what cannot be a switch. @throws with the way out */
export function checkSwitch(scope: IConstruct, { targets, guards }: BlueGreenSwitchProps): void {
  const colors = targets.map(({ color }) => color.name);
  const refuse = (because: string, wayOut: string) =>
    invalid(scope, { property: 'targets', value: colors, because, wayOut });
  if (targets.length < 2) {
    throw refuse('fewer than the 2 that one can switch between', 'Give frontDoor.targets.');
  }
  const twice = repeated(colors);
  if (twice) throw refuse(`in which '${twice}' stands twice`, 'Give each target a colour of its own.');
  const shared = repeated(targets.map(({ targetId }) => targetId));
  if (shared) {
    const sharing = targets.filter(({ targetId }) => targetId === shared).map(({ color }) => color.name);
    throw refuse(
      `of which ${sharing.join(' and ')} lead to the same place, so that switching between them does nothing`,
      'Give each colour a target group of its own.',
    );
  }
  if (guards?.length !== 0) return;
  throw invalid(scope, {
    property: 'guards',
    value: guards,
    because: 'with which traffic could be sent where nobody answers',
    wayOut: 'Leave it out, or give HealthyTargets or another guard.',
  });
}

/** Internal: refuses a second switch in a stack, where the variables would mean both. @throws with the way out */
export function checkAlone(scope: IConstruct, others: (construct: IConstruct) => boolean): void {
  const stack = TerraformStack.of(scope);
  const other = stack.node.findAll().find((construct) => construct !== scope && others(construct));
  if (!other) return;
  throw invalid(scope, {
    property: 'scope',
    value: stack.node.id,
    because: `a stack that has the switch ${other.node.path} already`,
    wayOut: 'Give each switch a stack of its own, so that a command moves the traffic of one site alone.',
  });
}
