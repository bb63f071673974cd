import type { CronJobV1, CronJobV1SpecJobTemplateSpecTemplate } from '@cdktf/provider-kubernetes/lib/cron-job-v1';
import { Construct } from 'constructs';
import { colorLabels, selectorLabels } from './labels';
import { PodContext, podTemplate } from './pods/pod';
import { NEVER } from '../platform/cron';
import { invalid } from '../platform/invalid';
import { makeCronJob } from '../platform/workloads';

/** What the operator's first argument has to be, for a command that removes data. */
const WORD = 'remove-the-data-of-all-colours';

/**
 * Makes a suspended CronJob for each command of the release, which never runs by itself: it is what an operator starts a Job
 * from, by name (docs/commands.md). A command that removes data is there only when it was named, and its Jobs do nothing
 * without a word that says what they do.
 *
 * @param destructive the commands that remove data and are to be there all the same
 */
export function makeCommands(scope: Construct, context: PodContext, destructive: string[]): CronJobV1[] {
  const { color, namespace, release } = context;
  const application = release._application;
  checkNames(scope, context, destructive);
  const wanted = application.commands.filter((one) => !one.destructive || destructive.includes(one.name));
  return wanted.map((program) => {
    const command = program.destructive ? guarded(program.command) : program.command;
    const template = podTemplate(context, {
      component: program.name,
      command,
      resources: { cpu: '100m', memory: '512Mi' },
      container: { terminationMessagePolicy: 'FallbackToLogsOnError' },
      pod: { restartPolicy: 'Never' },
    });
    const labels = { ...colorLabels(application, color), ...selectorLabels(application, color, program.name) };
    return makeCronJob(scope, `Command-${program.name}`, {
      metadata: { name: program.name, namespace, labels },
      spec: {
        schedule: NEVER,
        suspend: true,
        startingDeadlineSeconds: 60,
        concurrencyPolicy: 'Forbid',
        jobTemplate: {
          metadata: { labels },
          spec: {
            // Whoever started it looks at what came of it, and starts it again.
            backoffLimit: 0,
            ttlSecondsAfterFinished: String(24 * 60 * 60),
            template: template as CronJobV1SpecJobTemplateSpecTemplate,
          },
        },
      },
    });
  });
}

/** The same command, after its first argument was the word. */
function guarded(command: string[]): string[] {
  const refusal = `This removes data that all colours share. To do so, say ${WORD} as its first argument.`;
  const script = `if [ "$1" != ${WORD} ]; then echo "${refusal}" >&2; exit 64; fi; shift; exec ${quoted(command)} "$@"`;
  return ['/bin/sh', '-c', script, 'sh'];
}

function quoted(words: string[]): string {
  return words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}

function checkNames(scope: Construct, { release }: PodContext, destructive: string[]): void {
  const known = release._application.commands.filter((one) => one.destructive).map(({ name }) => name);
  const stranger = destructive.find((name) => !known.includes(name));
  if (stranger === undefined) return;
  throw invalid(scope, {
    property: 'destructiveCommands',
    value: stranger,
    because: 'which is no command of this release that removes data',
    wayOut: `Those are ${known.join(', ') || 'none'}; all others are there anyway.`,
  });
}
