import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { FilledAutoscaling } from './autoscaler';
import { WebProps } from './web-props';
import { invalid } from '../../platform/invalid';
import { checkWhole } from '../../platform/whole-number';
import { Resources } from '../pods/resources';

/** Internal: refuses an autoscaler that loses requests, or that nothing could come of. @throws with the way out */
export function checkAutoscaling(
  scope: IConstruct,
  { replicas }: WebProps,
  scaling: FilledAutoscaling,
  { cpu }: Required<Resources>,
): void {
  const { min, max, cpuUtilization, memoryUtilization, scaleDown, podMetrics = [], externalMetrics = [] } = scaling;
  const property = (name: string) => `web.autoscaling.${name}`;
  if (replicas !== undefined) {
    throw invalid(scope, {
      property: 'web.replicas',
      value: replicas,
      because:
        !Token.isUnresolved(max) && replicas > max
          ? `more than the autoscaler's maximum of ${max}`
          : 'beside an autoscaler, which sets it itself',
      wayOut: 'Leave it out, and say by web.autoscaling.min how many pods there are at least.',
    });
  }
  checkWhole(scope, property('min'), min, [2, Infinity], 'with which requests are lost whenever a pod or a node goes');
  checkWhole(scope, property('max'), max, [2, Infinity], 'with which requests are lost whenever a pod or a node goes');
  if (!Token.isUnresolved(min) && !Token.isUnresolved(max) && min > max) {
    throw invalid(scope, {
      property: property('min'),
      value: min,
      because: `more than max, which is ${max}`,
      wayOut: 'Make max the greater of the two.',
    });
  }
  const percent = 'which is no share of what pods set aside';
  for (const [name, value] of Object.entries({ cpuUtilization, memoryUtilization })) {
    if (value !== undefined) checkWhole(scope, property(name), value, [1, 100], percent);
  }
  if (cpuUtilization !== undefined && /^0+(\.0*)?m?$/.test(cpu)) {
    throw invalid(scope, {
      property: property('cpuUtilization'),
      value: cpuUtilization,
      because: `a share of web.resources.cpu, of which '${cpu}' is set aside, so that it cannot be told`,
      wayOut: 'Set processor time aside, such as 250m.',
    });
  }
  for (const [name, targets] of Object.entries({ podMetrics, externalMetrics })) {
    for (const { averageValue } of targets) checkAmount(scope, property(`${name}.averageValue`), averageValue);
  }
  const limits = 'which Kubernetes does not accept';
  checkWhole(scope, property('scaleDown.stabilizationSeconds'), scaleDown.stabilizationSeconds, [0, 3600], limits);
  checkWhole(scope, property('scaleDown.pods'), scaleDown.pods, [1, Infinity], 'with which no pod ever goes');
  checkWhole(scope, property('scaleDown.periodSeconds'), scaleDown.periodSeconds, [1, 1800], limits);
}

/** Amounts have thousandths at the finest (Kubernetes, "Quantity" of metrics). */
function checkAmount(scope: IConstruct, property: string, value: number): void {
  if (!Token.isUnresolved(value) && value >= 0.001 && Number.isFinite(value)) return;
  throw invalid(scope, {
    property,
    value: Token.isUnresolved(value) ? 'a token' : value,
    because: 'which is no amount that a pod could be held to',
    wayOut: 'Use a number that is known now, 0.001 or more.',
  });
}
