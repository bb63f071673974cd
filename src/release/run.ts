import { ask } from './ask';
import { Ended, incomplete, refused } from './ended';
import { ExitCode } from './exit-code';
import { Entry } from './log';
import { divisionIn, textOf } from './model/division';
import { foresee } from './model/foresee';
import { divisionOf, Goal, nextStep, Step } from './model/next-step';
import { wordsOf } from './model/words';
import { applyPlanned, orEnd, plan } from './planned';
import { say } from './say';
import { Found, Site } from './site';
import { workOf } from './work';

/** Is asked before each step, and ends the run by throwing. */
export type Before = (step: Step, found: Found) => Promise<void>;

/** One run towards a goal: it asks what is so, takes the next step, and asks again. It remembers nothing of a run before. */
export class Run {
  /** What was done, in words. */
  readonly done: string[] = [];
  /** Where requests went at its start. */
  from = '';
  private entry?: Entry;
  private outside: string[] = [];

  private agreed: boolean;
  private readonly expected?: string;

  /** @param follows whether it follows on another run, for which a person has said yes and what is expected */
  constructor(
    readonly site: Site,
    readonly goal: Goal,
    private readonly command: string,
    follows = false,
  ) {
    this.agreed = follows || site.options.yes;
    this.expected = follows ? undefined : site.options.expect;
  }

  /** Asks what is so, and whether the goal can be reached from there. @throws if not, before anything is changed */
  async begin(): Promise<{ readonly found: Found; readonly steps: Step[] }> {
    const { site, goal } = this;
    const found = await site.find();
    this.from = textOf(found.division);
    expect(this.from, this.expected);
    this.outside = goal.trafficOnly || site.options.outsideStopped ? [] : outsideAt(site, found);
    const steps = foresee(goal, found, this.outside);
    const last = steps[steps.length - 1];
    if (last.kind !== 'stuck') return { found, steps };
    const moves = steps.some(({ kind }) => kind === 'traffic');
    throw refused(`${last.why}.${moves ? ' To move the traffic alone: --traffic-only.' : ''}`);
  }

  /** Goes all the way. */
  async finish(before: Before = async () => {}): Promise<void> {
    let { found } = await this.begin();
    let last = '';
    try {
      for (;;) {
        const step = nextStep(this.goal, found, this.outside);
        await before(step, found);
        if (step.kind === 'done') break;
        if (step.kind === 'stuck') throw refused(`${step.why}.`);
        if (step.kind === 'traffic' && this.done.length) throw refused(movedAway(found));
        if (this.site.shell.interrupted) throw new Ended(ExitCode.DECLINED, 'Interrupted.');
        const words = wordsOf(step, this.goal);
        if (words === last) throw new Ended(ExitCode.FAILED, `It was done, and yet it is not so: ${words}.`);
        last = words;
        say(`\n=> ${words}`);
        await this.take(step, found);
        this.done.push(words);
        found = await this.site.find();
      }
    } catch (error) {
      throw await this.cutOff(error);
    }
    await this.tell('done');
  }

  /** Whether the traffic was moved by this run. */
  get moved(): boolean {
    return this.entry !== undefined && this.entry.planSha256 !== '';
  }

  private async take(step: Step, found: Found): Promise<void> {
    const { site, goal } = this;
    const { terraform, variables, wrong, afterwards } = workOf(step, goal, found, site);
    if (terraform) {
      const sha256 = await plan(site.shell, terraform, variables, wrong);
      try {
        await this.agree(found);
        if (step.kind === 'start') await this.alone(step, found);
        await this.tell('begun', step.kind === 'traffic' ? sha256 : '');
      } catch (error) {
        await terraform.forget();
        throw error;
      }
      await applyPlanned(site.shell, terraform);
    }
    for (const command of afterwards) await site.shell.show(command);
  }

  /**
   * Two that start workers of different colours at the same moment see nothing of each other. So each makes the other's
   * plan stale when its own is made, and looks once more after that: whoever comes second finds a stale plan or workers.
   */
  private async alone(step: Step & { readonly kind: 'start' }, { workers }: Found): Promise<void> {
    const others = Object.keys(workers).filter((color) => color !== step.color && workers[color] !== 'absent');
    for (const color of others) await orEnd(this.site.environment(color).outdate());
    await this.stillNext(step);
  }

  /** Workers may have been started elsewhere while this planned and asked: Terraform would not see it. */
  private async stillNext(step: Step): Promise<void> {
    const now = wordsOf(nextStep(this.goal, await this.site.find(), this.outside), this.goal);
    if (now === wordsOf(step, this.goal)) return;
    throw refused(`Somebody else is at it: by now what would be next is that ${now}. Find out who, then run it again.`);
  }

  private async agree(found: Found): Promise<void> {
    if (this.agreed) return;
    const steps = foresee(this.goal, found, this.outside).filter(({ kind }) => kind !== 'done');
    await ask(steps.map((step, index) => `\n${index + 1}. ${wordsOf(step, this.goal)}`).join('') + '\nDo it?');
    this.agreed = true;
  }

  /** Writes into the log: before the first change, and how it went. */
  private async tell(outcome: Entry['outcome'], planSha256 = ''): Promise<void> {
    const { site, goal, from, command } = this;
    if (outcome !== 'begun' && !this.entry) return;
    if (!this.entry) {
      const { reason, skipGuards: skippedGuards } = site.options;
      const [at, who, to] = [new Date(), await site.log.who(), textOf(divisionOf(goal))];
      this.entry = { at, command, from, to, who, reason, skippedGuards, planSha256, outcome };
      if (!site.log.place) say('Not logged: the state of the switch is in no bucket.');
    } else if (outcome === 'begun') {
      return;
    }
    this.entry = { ...this.entry, outcome };
    await site.log.put(this.entry);
  }

  /** What an error means after what was done before it. */
  private async cutOff(error: unknown): Promise<unknown> {
    const logged = (outcome: Entry['outcome']) =>
      // What went wrong counts for more than that it could not be logged.
      this.tell(outcome).catch((trouble: Error) => say(`Not logged: ${trouble.message}`));
    if (!this.done.length && !(await this.hasMoved())) {
      await logged('nothing done');
      return error;
    }
    const { code, message } = error instanceof Ended ? error : { code: ExitCode.FAILED, message: String(error) };
    await logged(code === ExitCode.WENT_BACK ? 'went back' : 'incomplete');
    if (code === ExitCode.WENT_BACK) return error;
    return incomplete(
      `${message}\nDone so far: ${this.done.join('; ') || 'the traffic has moved'}. Run it again to go on.`,
    );
  }

  /** Whether an apply that failed has moved the traffic all the same, or may have: nobody can say. */
  private async hasMoved(): Promise<boolean> {
    if (!this.entry) return false;
    const found = await this.site.find().catch(() => undefined);
    return found === undefined || textOf(found.division) === textOf(divisionOf(this.goal));
  }
}

/** Nobody has said yes to taking back what another has done since. */
function movedAway({ division }: Found): string {
  return (
    `Somebody else is at it: traffic was where it was to go, and by now goes to ${textOf(division) || 'no target'}. ` +
    'Find out who, then run it again.'
  );
}

function expect(from: string, expected: string | undefined): void {
  if (expected === undefined || textOf(divisionIn(expected)) === from) return;
  throw refused(
    `--expect says ${expected}, but requests go to ${from || 'no target at all'}: somebody else has switched. ` +
      'Find out why; docnow-release status tells who.',
  );
}

/** Colours that run elsewhere and may collect tweets now: where no workers run here, and targets of theirs are healthy. */
function outsideAt({ project }: Site, { workers, healthy }: Found): string[] {
  const here = Object.values(workers).some((state) => state === 'active' || state === 'partly');
  return here ? [] : project.colors.filter((color) => !(color in project.environments) && healthy[color] > 0);
}
