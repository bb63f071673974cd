import { Precondition, Token } from 'cdktf';
import { Construct } from 'constructs';
import { ClusterGuardProps } from './cluster-guard-props';
import { colorsInCluster, listWhen, webOf } from './colors-in-cluster';
import { GuardContext, IGuard } from '../../platform/guard';
import { named } from '../../platform/named';
import { checkWhole } from '../../platform/whole-number';

/** Which Jobs are smoke tests, and how long they count. */
export interface SmokeTestProps extends ClusterGuardProps {
  /**
   * The label `app.kubernetes.io/component` of the Jobs in a colour's namespace that are smoke tests. A command of the
   * release has it by its name.
   *
   * @default smoke-test
   */
  readonly component?: string;
  /**
   * For how many minutes a test that passed counts.
   *
   * @default 15
   */
  readonly minutes?: number;
}

/**
 * Asks whether a smoke test has passed, of the API server: a Job in the colour's namespace that completed a short while ago,
 * since web was rolled out last, and none that failed since. Whoever is about to switch starts it (docs/guards.md).
 */
export class SmokeTest implements IGuard {
  /** Says which Jobs, and where. */
  constructor(private readonly props: SmokeTestProps) {}

  public guard(scope: Construct, id: string, { targets }: GuardContext): Precondition[] {
    const { component = 'smoke-test', minutes = 15 } = this.props;
    checkWhole(scope, 'guards.SmokeTest.minutes', minutes, [1, Infinity], 'with which no test would count');
    const short = Token.asString(minutes);
    return colorsInCluster(scope, 'SmokeTest', this.props, targets).map((color) => {
      const { guarded, name, namespace } = color;
      const jobs = listWhen(scope, `${id}-${name}`, guarded, {
        apiVersion: 'batch/v1',
        kind: 'Job',
        namespace,
        labelSelector: `app.kubernetes.io/component=${component}`,
      });
      // The API server writes times in UTC, so the last one of the alphabet is the newest.
      const newest = (what: string, all: string) =>
        named(scope, `smoke_test_${name}_${what}`, `\${try(reverse(sort(${all}))[0], "never")}`);
      const times = (list: string, type: string, time: string) =>
        `[for one in ${list} : one.${time} if one.type == "${type}"]`;
      const ofJobs = `flatten([for job in ${jobs} : try(job.status.conditions, [])])`;
      const passed = newest('passed', times(ofJobs, 'Complete', 'lastTransitionTime'));
      const failed = newest('failed', times(ofJobs, 'Failed', 'lastTransitionTime'));
      const ofWeb = `flatten([for web in ${webOf(scope, color)} : try(web.status.conditions, [])])`;
      const changed = newest('since', times(ofWeb, 'Progressing', 'lastUpdateTime'));
      const since = (time: string) => `try(timecmp(${passed}, ${time}) >= 0, false)`;
      const recent = since(`timeadd(plantimestamp(), "-${short}m")`);
      return guarded.require(
        `\${${recent} && ${since(changed)} && (${failed} == "never" || ${since(failed)})}`,
        `A smoke test of ${name} must have passed in the last ${short} minutes and since its web was rolled out, which was ` +
          `\${${changed}}: the last one passed \${${passed}}, the last one failed \${${failed}}. Start one, wait for it, plan ` +
          `anew: kubectl -n ${namespace} create job --from=cronjob/${component} ${component}-1.`,
      );
    });
  }
}
