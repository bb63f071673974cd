import { Fn, IResolvable, Precondition } from 'cdktf';
import { IConstruct } from 'constructs';
import { BlueGreenSwitchProps } from './blue-green-switch-props';
import { invalid } from '../platform/invalid';
import { TrafficCapabilities } from '../platform/traffic-capabilities';

/** Internal: refuses, at synth, what the strategy cannot do. @throws with the way out */
export function checkCapabilities(scope: IConstruct, { strategy, stickyCanary }: BlueGreenSwitchProps): void {
  const { name, stickiness, weights } = strategy.capabilities;
  if (stickyCanary && !(stickiness && weights)) {
    throw invalid(scope, {
      property: 'stickyCanary',
      value: stickyCanary,
      because: `but ${name} cannot keep a client with the colour that first answered it`,
      wayOut: 'Leave it out, or divide traffic by AlbWeights behind an Application Load Balancer.',
    });
  }
}

/** Internal: refuses, at the plan, a part of the traffic where it is all or nothing. */
export function weightGuards({ name, weights }: TrafficCapabilities): Precondition[] {
  if (weights) return [];
  return [
    {
      condition: '${contains([0, 100], var.canary_weight)}',
      errorMessage:
        `canary_color is '\${var.canary_color}' with canary_weight \${var.canary_weight}, but ${name} leads all requests to ` +
        'one colour. Leave both out, or divide traffic by another strategy, such as GatewayWeights.',
    },
  ];
}

/** Internal: whether clients stay with a colour: while traffic is divided, if they are to and can. */
export function sticky({ strategy, stickyCanary }: BlueGreenSwitchProps, divided: IResolvable): IResolvable {
  return (stickyCanary ?? strategy.capabilities.stickiness) ? divided : Fn.tobool(false);
}
