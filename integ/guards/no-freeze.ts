import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { Precondition } from 'cdktf';
import { Construct } from 'constructs';
import { GuardContext, IGuard } from '../../src';

/** Nobody switches while a parameter of Systems Manager says that changes are frozen. */
export class NoFreeze implements IGuard {
  public guard(scope: Construct, id: string, { targets }: GuardContext): Precondition[] {
    return targets.map((one) => {
      const { name } = one.target.color;
      const parameter = new DataAwsSsmParameter(scope, `${id}-${name}`, { name: '/docnow/freeze', count: one.count });
      const freeze = `try(${parameter.fqn}[0].insecure_value, "nobody knows")`;
      return one.require(
        `\${${freeze} == "no"}`,
        `Changes are frozen: \${${freeze}}. ${name} gets no more requests until then.`,
      );
    });
  }
}
