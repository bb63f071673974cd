import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { AlbWeightsProps } from './alb-weights-props';
import { TARGET_GROUPS_OF_A_RULE } from './target-groups-of-a-rule';
import { invalid } from '../invalid';
import { WeightedTarget } from '../traffic-strategy';

/** Internal: refuses what Elastic Load Balancing would refuse, or would never match. @throws with the way out */
export function checkAlbWeights(scope: IConstruct, props: AlbWeightsProps, targets: WeightedTarget[]): void {
  const { hostName, priority } = props;
  if (targets.length > TARGET_GROUPS_OF_A_RULE) {
    throw invalid(scope, {
      property: 'targets',
      value: targets.map(({ target }) => target.color.name),
      because: `which are ${targets.length}; a load balancer's rule takes ${TARGET_GROUPS_OF_A_RULE}`,
      wayOut: 'Leave out colours that are gone.',
    });
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
