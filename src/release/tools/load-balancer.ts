import { Command } from './command';
import { Shell } from './shell';
import { Division } from '../model/division';

/** What Elastic Load Balancing says, by the AWS command line. */
export class LoadBalancer {
  constructor(private readonly shell: Shell) {}

  /** How a rule divides requests. @param targets the target group of each colour */
  async division(ruleArn: string, targets: Readonly<Record<string, string>>): Promise<Division> {
    const { Rules } = await this.ask(ruleArn, 'describe-rules', '--rule-arns', ruleArn);
    const page = Object.values(targets).find(isPage) ?? 'fixed-response';
    const parts = Rules[0].Actions.flatMap(({ ForwardConfig, FixedResponseConfig }: any) =>
      // Whether it is this very page, Terraform looks.
      FixedResponseConfig ? [{ TargetGroupArn: page }] : (ForwardConfig?.TargetGroups ?? []),
    );
    const colorOf = new Map(Object.entries(targets).map(([color, arn]) => [arn, color]));
    return Object.fromEntries(
      parts.map(({ TargetGroupArn: arn, Weight = 100 }: any) => [colorOf.get(arn) ?? arn, Weight]),
    );
  }

  /** How many targets of each colour are healthy. */
  async healthy(targets: Readonly<Record<string, string>>): Promise<Record<string, number>> {
    const counts = Object.entries(targets).map(async ([color, arn]) => {
      if (isPage(arn)) return [color, 0] as const;
      const { TargetHealthDescriptions: found } = await this.ask(
        arn,
        'describe-target-health',
        '--target-group-arn',
        arn,
      );
      return [color, found.filter(({ TargetHealth }: any) => TargetHealth.State === 'healthy').length] as const;
    });
    return Object.fromEntries(await Promise.all(counts));
  }

  private async ask(arn: string, ...args: string[]): Promise<any> {
    return JSON.parse(await this.shell.read(elbv2(arn, ...args)));
  }
}

function elbv2(arn: string, ...args: string[]): Command {
  return { program: 'aws', args: ['elbv2', ...args, '--region', arn.split(':')[3], '--output', 'json'] };
}

/** Whether a target is a page that the load balancer answers itself. */
function isPage(targetId: string): boolean {
  return targetId.startsWith('page:');
}
