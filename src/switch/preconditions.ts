import { Precondition } from 'cdktf';
import { EMERGENCY } from '../platform/emergency';

/** Internal: how traffic is divided, as expressions of Terraform. */
export interface Divisions {
  /** Whether guards are left out. */
  readonly unguarded: string;
  readonly wantedText: string;
  readonly expectedText: string;
  /** When Terraform plans. */
  readonly now: { readonly text: string };
  /** Right before the change. */
  readonly before: { readonly text: string };
}

/** Internal: how to go on from a division of traffic: by saying it, or, where others than the targets have a part, by force. */
export function goOn(text: string): string {
  return `-var \${can(regex("^[a-z0-9=,]+$", ${text})) ? "expected_current=\${${text}}" : "skip_guards='the reason'"}`;
}

/** Internal: refuses a canary that is the active colour, and a weight that nobody would get. */
export function canaryGuards(): Precondition[] {
  return [
    {
      condition: '${var.canary_color != var.active_color}',
      errorMessage:
        "canary_color is '${var.canary_color}', which is active_color, too. " +
        'Leave canary_color out, or name the other colour.',
    },
    {
      condition: '${var.canary_weight == 0 || var.canary_color != ""}',
      errorMessage:
        'canary_weight is ${var.canary_weight}, but no canary_color is there to get it. Add -var canary_color=COLOUR.',
    },
  ];
}

/** Internal: refuses to change what somebody else has changed (compare and swap), when planning and again right before. */
export function currentGuards({ unguarded, wantedText, expectedText, now, before }: Divisions): Precondition[] {
  const unless = `${unguarded} || ${now.text} == ${wantedText}`;
  const goes = (text: string) => `requests go to \${${text} == "" ? "no target at all" : ${text}}`;
  return [
    {
      condition: `\${${unless} || ${now.text} == ${expectedText}}`,
      errorMessage:
        `expected_current is '\${var.expected_current}', but ${goes(now.text)}: somebody else has switched. ` +
        `Find out why; to go on from there, use ${goOn(now.text)}.`,
    },
    {
      condition: `\${${unless} || contains([${expectedText}, ${wantedText}], ${before.text})}`,
      errorMessage:
        `expected_current is '\${var.expected_current}' and was right at the plan, but by now ${goes(before.text)}: ` +
        `somebody else has switched since. Find out why, then plan anew. ${EMERGENCY}`,
    },
  ];
}
