/** What is true in all that can happen. */
export const HOLDS = [
  {
    name: 'one operator, killed twice, a rule changed by hand, a colour sick, an apply that acts and fails',
    settings: ['OPERATORS=1', 'RUNS=2', 'KILLS=2'],
  },
  {
    name: 'two operators with the same goal or different ones, one of them killed',
    settings: ['OPERATORS=2', 'FULL_SWITCHES', 'HANDS=0', 'SICK=0', 'FAULTS=0'],
  },
] as const;

const TWO = ['OPERATORS=2', 'FULL_SWITCHES', 'KILLS=0', 'HANDS=0', 'SICK=0', 'FAULTS=0'];
const ONE = ['OPERATORS=1'];
const LOADERS = 'never two loaders';
const OVERRUN = 'no change is overrun';
const SERVES = 'no traffic to a colour that is absent or was sick';
const WAY = 'a run that nothing meets goes all the way, whatever was before';

/** What is left out or done wrongly, and what is then not true any more. */
export const FAULTY = [
  { settings: [...ONE, 'START_WHILE_PODS_GO', 'NO_WORKERS_GUARD'], violates: LOADERS },
  { settings: [...ONE, 'START_WHILE_PODS_GO'], violates: WAY },
  { settings: [...TWO, 'NO_STILL_NEXT'], violates: LOADERS },
  { settings: [...TWO, 'NO_FENCE'], violates: LOADERS },
  { settings: [...TWO, 'NO_STALE'], violates: LOADERS },
  { settings: [...TWO, 'UNLOCK_LIVING'], violates: LOADERS },
  { settings: [...TWO, 'NO_ONCE'], violates: OVERRUN },
  { settings: [...ONE, 'NO_COMPARE'], violates: OVERRUN },
  { settings: [...ONE, 'NO_GUARD'], violates: SERVES },
] as const;

/** What AWS and Terraform leave open: the page of the release tells it. */
export const WINDOWS = [
  // AWS has no compare-and-swap: who changes the rule by hand between Terraform's last look and its change is overrun.
  { settings: [...ONE, 'WINDOW'], violates: OVERRUN },
  // Two people again: one takes a colour down that the other is about to send traffic to.
  { settings: [...ONE, 'HANDS=0', 'KILLS=0', 'RETIRE'], violates: SERVES },
] as const;
