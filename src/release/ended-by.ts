import { Ended, refused } from './ended';
import { ExitCode } from './exit-code';
import { CommandFailed } from './tools/shell';

/** What Terraform says when nothing was changed, and what to do then that it does not say itself. */
const REFUSALS: readonly (readonly [said: RegExp, wayOut: string])[] = [
  [
    /Saved plan is stale/,
    'Since this plan was made, somebody has applied. Nothing was changed. Run the command again.',
  ],
  [
    /Error acquiring the state lock/,
    'Somebody is at it, or a run was killed: see "Somebody holds the lock" in docs/state.md.',
  ],
  [/Resource precondition failed|Module output value precondition failed|Invalid value for variable/, ''],
  [/No value for required variable/, 'Add it: --var NAME=VALUE.'],
  [
    /Backend (initialization required|configuration changed)|Required plugins are not installed|Inconsistent dependency lock/,
    'Make the folder ready by the terraform init that it names, then run the command again.',
  ],
];

/** How a failed command of Terraform's ends this one. */
export function endedBy(error: CommandFailed): Ended {
  const [, wayOut] = REFUSALS.find(([said]) => said.test(error.words)) ?? [];
  if (wayOut === undefined) return new Ended(ExitCode.FAILED, error.message);
  return refused([error.words, wayOut].filter(Boolean).join('\n'));
}
