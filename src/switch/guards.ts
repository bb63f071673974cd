import { TrafficGuard } from '../platform/traffic-strategy';

/** Internal: the Terraform expressions that guards are made of. */
export interface GuardFacts {
  /** Colours and the shares that are wanted, in percent. */
  readonly wanted: string;
  /** Colours and the shares that they have now. */
  readonly live: string;
  /** Colours and the shares that the operator believes they have. */
  readonly expected: string;
  /** Colours and how many healthy targets each must have before it gains. */
  readonly enough: string;
}

/** A map of shares in the words of `expected_current`. */
const shares = (map: string) => `\${join(",", [for color, share in ${map} : "\${color}=\${share}" if share > 0])}`;

/**
 * Internal: what has to be so before traffic moves. As preconditions they fail the plan, before anything has changed; only
 * the colour that gains traffic has to be healthy, so the way back from a sick one is never closed.
 */
export function guards({ wanted, live, expected, enough }: GuardFacts): TrafficGuard[] {
  const guarded = (condition: string) =>
    `\${var.skip_guards != "" || var.expected_current == "none" || (${condition})}`;
  const gains = `[for color, share in ${wanted} : color if share > ${live}[color] && lookup(var.healthy_targets, color, 0) < ${enough}[color]]`;
  const lines = `\${join("; ", [for color in ${gains} : "\${color} needs \${${enough}[color]}, healthy_targets says \${lookup(var.healthy_targets, color, 0)}"])}`;
  return [
    {
      condition: '${(var.canary_color == "") == (var.canary_weight == 0) && var.canary_color != var.active_color}',
      errorMessage:
        'canary_color and canary_weight belong together, and the canary is not the active colour: give both, or neither.',
    },
    {
      // The wanted state being there already is no harm: the same command twice changes nothing the second time.
      condition: guarded(`${live} == ${expected} || ${live} == ${wanted}`),
      errorMessage:
        `The traffic is not where expected_current says: it is ${shares(live)}, expected ${shares(expected)}. Somebody has switched since you looked. Look again; if the switch is still right, ` +
        `say expected_current=${shares(live)}.`,
    },
    {
      condition: guarded(`length(${gains}) == 0`),
      errorMessage:
        `Too few healthy targets for more traffic: ${lines}. ` +
        'Wait until the targets are healthy, ask the load balancer, and hand the figures over in healthy_targets.',
    },
  ];
}
