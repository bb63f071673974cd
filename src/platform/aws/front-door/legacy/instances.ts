import { DataAwsInstances } from '@cdktf/provider-aws/lib/data-aws-instances';
import { LbTargetGroupAttachment } from '@cdktf/provider-aws/lib/lb-target-group-attachment';
import { Postcondition, TerraformIterator, Token } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { LegacyRegistration, LegacySource } from './legacy-source';
import { invalid } from '../../../invalid';
import { repeated } from '../../../repeated';

const ELSEWHERE = "An instance of another VPC is named by its address: LegacyInstanceTarget.fromAddress('10.1.2.3').";

/** Internal: instances that are named one by one. */
export class InstancesById implements LegacySource {
  readonly targetType = 'instance';

  constructor(private readonly ids: string[]) {}

  check(scope: IConstruct): void {
    const { ids } = this;
    const refuse = (value: unknown, because: string, wayOut: string) =>
      invalid(scope, { property: 'legacy.instanceIds', value, because, wayOut });
    if (ids.length === 0) {
      throw refuse(
        ids,
        'so that nothing would answer',
        'Name an instance, or use LegacyInstanceTarget.registeredElsewhere().',
      );
    }
    const twice = repeated(ids);
    if (twice) throw refuse(ids, `in which '${twice}' stands twice`, 'Name each instance once.');
    const wrong = ids.find((id) => !Token.isUnresolved(id) && !/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
    if (wrong) throw refuse(wrong, 'which is not the shape of such an id', 'Write it as i-0123456789abcdef0.');
  }

  register(scope: Construct, { network: { vpcId }, targetGroupArn }: LegacyRegistration): void {
    const serving = running(scope, vpcId, { filter: [{ name: 'instance-id', values: this.ids }] }, (self) => ({
      wanted: JSON.stringify(this.ids),
      found: self,
      named: this.ids.join(', '),
    }));
    this.ids.forEach((targetId, index) => {
      new LbTargetGroupAttachment(scope, `Legacy${index}`, { targetGroupArn, targetId, dependsOn: [serving] });
    });
  }
}

/** Internal: instances that are found by their tags whenever Terraform plans. */
export class InstancesByTags implements LegacySource {
  readonly targetType = 'instance';

  constructor(private readonly tags: { [name: string]: string }) {}

  check(scope: IConstruct): void {
    if (Object.keys(this.tags).length > 0) return;
    throw invalid(scope, {
      property: 'legacy.tags',
      value: this.tags,
      because: 'which every instance has',
      wayOut: "Name a tag of the server alone, such as { Name: 'docnow' }.",
    });
  }

  register(scope: Construct, { network: { vpcId }, targetGroupArn }: LegacyRegistration): void {
    const named = Object.entries(this.tags)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ');
    const all = new DataAwsInstances(scope, 'LegacyFound', {
      instanceTags: this.tags,
      instanceStateNames: ['pending', 'running', 'stopping', 'stopped'],
      lifecycle: {
        postcondition: [
          {
            condition: '${length(self.ids) > 0}',
            errorMessage:
              `legacy.tags are ${named}, which no instance has. Look at the server's tags, and at the account and region ` +
              'that Terraform asks.',
          },
        ],
      },
    });
    const serving = running(scope, vpcId, { instanceTags: this.tags }, (self) => ({
      wanted: `${all.fqn}.ids`,
      found: self,
      named: `with the tags ${named}`,
    }));
    const each = TerraformIterator.fromList(serving.ids);
    new LbTargetGroupAttachment(scope, 'Legacy', { forEach: each, targetGroupArn, targetId: each.value });
  }
}

/** Finds those that run in the VPC; at the plan it is refused that others are missing. */
function running(
  scope: Construct,
  vpcId: string,
  by: { readonly filter?: { name: string; values: string[] }[]; readonly instanceTags?: { [name: string]: string } },
  told: (self: string) => { readonly wanted: string; readonly found: string; readonly named: string },
): DataAwsInstances {
  const { wanted, found, named } = told('self.ids');
  const missing = `setsubtract(${wanted}, ${found})`;
  const all: Postcondition = {
    condition: `\${length(${missing}) == 0}`,
    errorMessage:
      `legacy is the instances ${named}, of which \${join(", ", ${missing})} is not running in ${vpcId}, where the load ` +
      `balancer stands. Start it, or leave it out. ${ELSEWHERE}`,
  };
  return new DataAwsInstances(scope, 'LegacyRunning', {
    instanceTags: by.instanceTags,
    instanceStateNames: ['running'],
    filter: [{ name: 'vpc-id', values: [vpcId] }, ...(by.filter ?? [])],
    lifecycle: { postcondition: [all] },
  });
}
