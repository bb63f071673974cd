import { Command } from './command';
import { Shell } from './shell';
import { pageDigest } from '../../platform/aws/page-digest';
import { Division } from '../model/division';

/** What Elastic Load Balancing says, by the AWS command line. */
export class LoadBalancer {
  constructor(private readonly shell: Shell) {}

  /** How a rule divides requests. @param targets the target group of each colour */
  async division(ruleArn: string, targets: Readonly<Record<string, string>>): Promise<Division> {
    const { Rules } = await this.ask(ruleArn, 'describe-rules', '--rule-arns', ruleArn);
    const parts = Rules[0].Actions.flatMap(partsOf);
    const colorOf = new Map(Object.entries(targets).map(([color, arn]) => [arn, color]));
    return Object.fromEntries(
      parts.map(({ TargetGroupArn: arn, Weight = 100 }: any) => [colorOf.get(arn) ?? arn, Weight]),
    );
  }

  /** How many targets of each colour are healthy. */
  async healthy(targets: Readonly<Record<string, string>>): Promise<Record<string, number>> {
    const counts = Object.entries(targets).map(async ([color, arn]) => {
      // The load balancer itself answers a page.
      if (arn.startsWith('page:')) return [color, 0] as const;
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

/** What an action of a rule leads to. */
function partsOf({ ForwardConfig, FixedResponseConfig: page }: any): any[] {
  if (!page) return ForwardConfig?.TargetGroups ?? [];
  const { StatusCode, ContentType, MessageBody } = page;
  return [
    { TargetGroupArn: pageDigest({ statusCode: StatusCode, contentType: ContentType, messageBody: MessageBody }) },
  ];
}
