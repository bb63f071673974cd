import { parseArgs } from 'node:util';
import { misused } from './ended';

/** What stands in the command line beside the command and its words. */
export interface Options {
  readonly out: string;
  readonly switch?: string;
  readonly workspace: string;
  readonly lockTimeout: string;
  readonly context?: string;
  /** Variables that the colours' stacks want beside `workers`. */
  readonly var: Readonly<Record<string, string>>;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly reason: string;
  readonly expect?: string;
  readonly skipGuards: string;
  readonly oneWay: string;
  readonly trafficOnly: boolean;
  readonly outsideStopped: boolean;
  /** Seconds. */
  readonly bake: number;
  /** Seconds. */
  readonly every: number;
  readonly backWhenSick: boolean;
  /** Alarms of CloudWatch of which none may ring. */
  readonly quietAlarms: readonly string[];
  /** Of a trial by itself. */
  readonly steps: readonly CanaryStep[];
  /** Seconds. */
  readonly wait: number;
  readonly probe?: string;
  readonly probeHost?: string;
  readonly now: string;
}

/** A part of a trial: so many of 100 requests, for so many seconds. */
export interface CanaryStep {
  readonly weight: number;
  readonly seconds: number;
}

const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const;

/** Takes a command line apart. @throws when it has words that mean nothing */
export function optionsIn(args: readonly string[]): { readonly words: string[]; readonly options: Options } {
  const { values, positionals } = parsed(args);
  const options = {
    out: values.out ?? 'cdktf.out',
    switch: values.switch,
    workspace: values.workspace ?? 'default',
    lockTimeout: values['lock-timeout'] ?? '20s',
    context: values.context,
    var: Object.fromEntries((values.var ?? []).map(variable)),
    yes: values.yes ?? false,
    dryRun: values['dry-run'] ?? false,
    json: values.json ?? false,
    reason: values.reason ?? '',
    expect: values.expect,
    skipGuards: reasonOf('--skip-guards', values['skip-guards']),
    oneWay: reasonOf('--one-way', values['one-way']),
    trafficOnly: values['traffic-only'] ?? false,
    outsideStopped: values['outside-stopped'] ?? false,
    bake: seconds('--bake', values.bake ?? '0s'),
    every: seconds('--every', values.every ?? '10s'),
    backWhenSick: values['back-when-sick'] ?? false,
    quietAlarms: list(values['quiet-alarms']),
    steps: canarySteps(values.steps),
    wait: seconds('--wait', values.wait ?? '0s'),
    probe: values.probe,
    probeHost: values['probe-host'],
    now: reasonOf('--now', values.now),
  };
  if (options.backWhenSick && !options.bake) {
    throw misused('--back-when-sick says what to do while the new colour is watched. Say for how long: --bake 15m.');
  }
  return { words: positionals, options };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: text,
        switch: text,
        workspace: text,
        'lock-timeout': text,
        context: text,
        var: { type: 'string', multiple: true },
        yes: { type: 'boolean', short: 'y' },
        'dry-run': flag,
        json: flag,
        reason: text,
        expect: text,
        'skip-guards': text,
        'one-way': text,
        'traffic-only': flag,
        'outside-stopped': flag,
        bake: text,
        every: text,
        'back-when-sick': flag,
        'quiet-alarms': text,
        steps: text,
        wait: text,
        probe: text,
        'probe-host': text,
        now: text,
      },
    });
  } catch (error) {
    throw misused((error as Error).message);
  }
}

function variable(given: string): [string, string] {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(given) ?? [];
  if (name === undefined) throw misused(`--var ${given} is not NAME=VALUE.`);
  return [name, value];
}

function seconds(name: string, given: string): number {
  const [, number, unit] = /^(\d+)(s|m|h)$/.exec(given) ?? [];
  if (unit === undefined) throw misused(`${name} ${given} is no time: write it as 30s, 15m or 1h.`);
  return Number(number) * { s: 1, m: 60, h: 3600 }[unit as 's' | 'm' | 'h'];
}

function list(given = ''): string[] {
  return given.split(',').filter(Boolean);
}

function canarySteps(given?: string): CanaryStep[] {
  const steps = list(given).map(canaryStep);
  const falls = steps.some(({ weight }, index) => index > 0 && weight <= steps[index - 1].weight);
  if (falls) throw misused(`--steps ${given} does not rise from step to step, as in 10:5m,50:10m.`);
  return steps;
}

function canaryStep(given: string): CanaryStep {
  const [, weight, time] = /^([1-9]\d?):(\w+)$/.exec(given) ?? [];
  if (time === undefined) {
    throw misused(`--steps ${given} is no step: write so many of 100 requests, and for how long, as in 10:5m,50:10m.`);
  }
  return { weight: Number(weight), seconds: seconds('--steps', time) };
}

function reasonOf(name: string, given: string | undefined): string {
  if (given !== undefined && !given.trim()) throw misused(`${name} wants the reason, for the log: ${name} 'why'.`);
  return given ?? '';
}
