import { ITerraformDependable, Precondition, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

/**
 * Internal: `expected_current=none` says that there is no switch yet, so nothing is compared. Once there is one, the same
 * word would be a way around the comparison. So the time of the plan that makes the switch is written down: only in that
 * plan, and in its apply, it is the plan's own.
 *
 * @param traffic what divides the traffic; nothing is written down when making it fails, so it can be tried again
 */
export function onlyAtCreation(scope: Construct, traffic: ITerraformDependable): Precondition {
  const created = new TerraformResource(scope, 'Created', {
    terraformResourceType: 'terraform_data',
    dependsOn: [traffic],
    lifecycle: { ignoreChanges: ['input'] },
  });
  created.addOverride('input', '${plantimestamp()}');
  return {
    condition: `\${var.expected_current != "none" || ${created.terraformResourceType}.${created.friendlyUniqueId}.input == plantimestamp()}`,
    errorMessage:
      'expected_current is none, but there is a switch already. Look at who has the traffic and say so, such as ' +
      'expected_current=blue.',
  };
}
