import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { AlbWeightsProps } from './alb-weights-props';
import { TARGET_GROUPS_OF_A_RULE } from './target-groups-of-a-rule';
import { invalid } from '../invalid';
import { WeightedTarget } from '../traffic-strategy';

/** Internal: refuses what Elastic Load Balancing would refuse, or would never match. @throws with the way out */
export function checkAlbWeights(
  scope: IConstruct,
  props: AlbWeightsProps,
  groups: WeightedTarget[],
  pages: number,
): void {
  const { hostName, priority } = props;
  const refuse = (because: string, wayOut: string) =>
    invalid(scope, { property: 'targets', value: groups.map(({ target }) => target.color.name), because, wayOut });
  if (groups.length > TARGET_GROUPS_OF_A_RULE) {
    throw refuse(
      `which are ${groups.length}; a load balancer's rule takes ${TARGET_GROUPS_OF_A_RULE} (the quota "Target groups per ` +
        'action on an Application Load Balancer", which cannot be raised)',
      'Leave out colours that are gone.',
    );
  }
  if (pages > 1) throw refuse(`beside ${pages} pages`, 'Give one MaintenancePage.');
  if (groups.length === 0) throw refuse('beside a page alone', 'Give frontDoor.targets, too.');
  const stranger = groups.find(({ target }) => !Token.isUnresolved(target.targetId) && !isArn(target.targetId));
  if (stranger) {
    throw refuse(
      `of which ${stranger.target.color.name} is known as '${stranger.target.targetId}', which is no target group`,
      'Give frontDoor.targets, or a TargetGroupTarget, or another strategy, such as GatewayWeights or Route53Weights.',
    );
  }
  if (
    !Token.isUnresolved(hostName) &&
    !/^(?=.{1,128}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/i.test(hostName)
  ) {
    throw invalid(scope, {
      property: 'strategy.hostName',
      value: hostName,
      because: 'which is not a host name that a rule can be about',
      wayOut: 'Use what people type, without https:// and path, such as demo.docnow.io: at most 128 characters.',
    });
  }
  if (
    priority !== undefined &&
    !Token.isUnresolved(priority) &&
    !(Number.isInteger(priority) && priority >= 1 && priority <= 50_000)
  ) {
    throw invalid(scope, {
      property: 'strategy.priority',
      value: priority,
      because: 'which is not the priority of a rule',
      wayOut: 'Use a whole number from 1 to 50000, or leave it out.',
    });
  }
}

function isArn(targetId: string): boolean {
  return targetId.startsWith('arn:');
}
