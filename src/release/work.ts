import { refused } from './ended';
import { Division, textOf } from './model/division';
import { divisionOf, Goal, Step } from './model/next-step';
import { Change, notASwitch, notWorkersAlone, told } from './model/plan';
import { Found, Site } from './site';
import { Command } from './tools/command';
import { Terraform, Variables } from './tools/terraform';

/** What a step takes: a plan that is looked at and applied, and what is done then. */
export interface Work {
  readonly terraform?: Terraform;
  readonly variables: Variables;
  /** Why a plan is not the step, and what to do then; undefined if it is. */
  readonly wrong: (changes: readonly Change[]) => string | undefined;
  readonly afterwards: readonly Command[];
}

/** What a step takes, for this site as it is. @throws where the words for it are lacking */
export function workOf(step: Step, goal: Goal, found: Found, site: Site): Work {
  switch (step.kind) {
    case 'traffic':
      return {
        terraform: site.switch,
        variables: trafficVariables(goal, step.from, found, site),
        wrong: (changes) => {
          const why = notASwitch(changes, found.rule);
          return why && `the plan is no switch, which changes the rule in place and nothing else: ${why}`;
        },
        afterwards: [],
      };
    case 'record':
      return {
        terraform: site.switch,
        variables: trafficVariables(goal, found.division, found, site),
        // Who has moved the traffic by hand may have left out what else the rule says.
        wrong: (changes) =>
          changes.length && notASwitch(changes, found.rule)
            ? `the plan was to change nothing but the rule, but it would ${told(changes)}`
            : undefined,
        afterwards: [],
      };
    case 'stop':
      return { ...workers(step.color, 'standby', site), afterwards: [awaiting(step.color, found, site)] };
    case 'await':
      return { variables: {}, wrong: () => undefined, afterwards: [awaiting(step.color, found, site)] };
    case 'start':
      return workers(step.color, 'active', site);
    default:
      return { variables: {}, wrong: () => undefined, afterwards: [] };
  }
}

/** What a person would type for it. */
export function commandsOf({ terraform, variables, afterwards }: Work): Command[] {
  const applied = terraform ? [...terraform.preparation, terraform.planCommand(variables), terraform.applyCommand] : [];
  return [...applied, ...afterwards];
}

function trafficVariables(
  goal: Goal,
  from: Division,
  { healthy, figures }: Found,
  { project, options }: Site,
): Variables {
  const { active, canary, wayBack } = goal;
  const { skipGuards, oneWay } = options;
  const targets = Object.keys(divisionOf(goal)).map((color) => `${color}=${healthy[color]}`);
  return {
    active_color: active,
    ...(canary && { canary_color: canary.color, canary_weight: canary.weight }),
    expected_current: expected(from, active, project.colors, skipGuards),
    ...(project.figures.includes('healthy_targets') && { healthy_targets: `{${targets.join(',')}}` }),
    ...figures,
    ...(wayBack && { way_back: 'true' }),
    ...(oneWay && { one_way: oneWay }),
    ...(skipGuards && { skip_guards: skipGuards }),
  };
}

/** Where requests go, as the switch's variable takes it. */
function expected(from: Division, active: string, colors: readonly string[], skipGuards: string): string {
  const parts = Object.entries(from).filter(([, weight]) => weight > 0);
  const sayable = parts.length > 0 && parts.every(([color]) => colors.includes(color));
  if (sayable) return textOf(from);
  if (skipGuards) return active;
  throw refused(
    `requests go to ${textOf(from) || 'no target at all'}, which the switch did not do: somebody has changed the rule. ` +
      "Find out why; to go on from there: --skip-guards 'why'.",
  );
}

function workers(color: string, state: 'active' | 'standby', site: Site): Work {
  const environment = site.project.environments[color];
  return {
    terraform: site.environment(color),
    variables: { ...site.options.var, workers: state },
    wrong: (changes) => {
      const why = notWorkersAlone(changes, environment.workers);
      if (!why) return undefined;
      return (
        `the plan of ${environment.name} was to change its workers alone, but ${why}: what was synthesized is not what ` +
        `is applied. Apply it by hand: terraform -chdir=${environment.folder} apply -var workers=${state}; then run ` +
        'the command again'
      );
    },
    afterwards: [],
  };
}

function awaiting(color: string, { namespaces }: Found, site: Site): Command {
  const { workers: names } = site.project.environments[color];
  return site.cluster.awaitCommand({ namespace: namespaces[color], workers: names });
}
