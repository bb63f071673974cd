import { refused } from './ended';
import { Log } from './log';
import { Facts, Workers } from './model/facts';
import { Options } from './options';
import { Environment, figuresIn, findProject, MANIFEST, Project, Stack } from './project';
import { Alarms } from './tools/alarms';
import { Cluster } from './tools/cluster';
import { readFigures } from './tools/figures';
import { LoadBalancer } from './tools/load-balancer';
import { Shell } from './tools/shell';
import { State, Terraform, Variables } from './tools/terraform';

/** What is so, and what else is good to know of it. */
export interface Found extends Facts {
  /** The ARN of the rule that divides traffic. */
  readonly rule: string;
  /** What guards of the switch want handed in, but the health of targets. */
  readonly figures: Variables;
  /** Each colour's target group. */
  readonly targets: Readonly<Record<string, string>>;
  /** The image that web runs, of each colour where that is known. */
  readonly images: Readonly<Record<string, string>>;
  /** The namespace of each colour that is applied. */
  readonly namespaces: Readonly<Record<string, string>>;
}

/** A site as it runs: all that asks about it and changes it. */
export class Site {
  readonly project: Project;
  readonly log: Log;
  readonly cluster: Cluster;
  readonly balancer: LoadBalancer;
  readonly alarms: Alarms;

  constructor(
    readonly options: Options,
    readonly shell: Shell,
  ) {
    this.project = findProject(options.out, options.switch);
    this.log = new Log(this.project.switchStack, shell);
    this.cluster = new Cluster(shell, options.context);
    this.balancer = new LoadBalancer(shell);
    this.alarms = new Alarms(shell);
  }

  /** Terraform for the switch. */
  get switch(): Terraform {
    return this.terraform(this.project.switchStack);
  }

  /** Terraform for a colour that has a stack. */
  environment(color: string): Terraform {
    return this.terraform(this.project.environments[color]);
  }

  /** Makes all folders ready, and refuses another workspace. */
  async ready(): Promise<void> {
    const { switchStack, environments } = this.project;
    await Promise.all([switchStack, ...Object.values(environments)].map((stack) => this.terraform(stack).ready()));
  }

  /** Asks what is so now. */
  async find(): Promise<Found> {
    const environments = Object.entries(this.project.environments);
    const [{ rule, targets, recorded, healthy, division, figures }, ...colors] = await Promise.all([
      this.findTraffic(),
      ...environments.map(async ([color, stack]) => ({ color, ...(await this.findColor(stack)) })),
    ]);
    const each = <Value>(of: (one: (typeof colors)[number]) => Value | undefined): Record<string, Value> =>
      Object.fromEntries(
        colors.flatMap((one) => {
          const value = of(one);
          return value === undefined ? [] : [[one.color, value]];
        }),
      );
    return {
      ...{ rule, targets, recorded, healthy, division, figures },
      workers: each(({ workers }) => workers),
      images: each(({ image }) => image),
      namespaces: each(({ namespace }) => namespace),
    };
  }

  private async findTraffic() {
    const { outputs } = await this.switch.state();
    const manifest = outputs[MANIFEST];
    if (!manifest) {
      const { name, folder } = this.project.switchStack;
      throw refused(
        `the state of ${name} tells nothing of the switch: it was not applied yet, or by an older version of the ` +
          `library. Apply it by hand this once: terraform -chdir=${folder} apply -var active_color=COLOUR -var ` +
          'expected_current=none; where it was applied before, expected_current is the same COLOUR.',
      );
    }
    const { targets, division: rule } = manifest;
    if (!/^arn:[^:]+:elasticloadbalancing:/.test(rule)) {
      throw refused(
        `the switch divides traffic by ${rule}, and this reads the rule of an Application Load Balancer alone. ` +
          'Switch by hand: see "Switch" in README.md.',
      );
    }
    const wanted = Object.entries(figuresIn(Object.entries(outputs)));
    const sources = Object.fromEntries(wanted.filter(([name]) => this.project.figures.includes(name)));
    const [division, healthy, figures] = await Promise.all([
      this.balancer.division(rule, targets),
      this.balancer.healthy(targets),
      readFigures(this.shell, sources, rule.split(':')[3]),
    ]);
    return { rule, targets, recorded: outputs.traffic as string, division, healthy, figures };
  }

  private async findColor({ workers, ...stack }: Environment): Promise<{
    readonly workers: Workers;
    readonly image?: string;
    readonly namespace?: string;
  }> {
    const state = await this.terraform(stack).state();
    const manifest = state.outputs[MANIFEST];
    if (!manifest) return { workers: withoutManifest(stack, state) };
    const { namespace } = manifest;
    return { namespace, ...(await this.cluster.ask({ namespace, workers: manifest.workers, state })) };
  }

  private terraform({ name, folder }: Stack): Terraform {
    return new Terraform(name, folder, this.shell, this.options);
  }
}

function withoutManifest({ name, folder }: Stack, { empty }: State): Workers {
  if (empty) return 'absent';
  const wayOut = `Apply it: terraform -chdir=${folder} apply -var workers=standby; active, where its workers run.`;
  return { unknown: `the stack ${name} is applied in part, or by an older version of the library. ${wayOut}` };
}
