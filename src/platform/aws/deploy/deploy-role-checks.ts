import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { DeployRoleProps } from './deploy-role-props';
import { invalid } from '../../invalid';

const RULE = /^arn:aws:elasticloadbalancing:[\w-]+:\d{12}:listener-rule\/(app|net)(\/[\w-]+){4}$/;
const ALARM = /^arn:aws:cloudwatch:[\w-]+:\d{12}:alarm:[^*?]+$/;
const PROVIDER = /^arn:aws:iam::\d{12}:oidc-provider\/[\w./-]+$/;
const POLICY = /^arn:aws:iam::(\d{12}|aws):policy\/[\w+=,.@/-]+$/;

/** Internal: refuses what IAM would refuse, and what would let the role do more than is meant. @throws with the way out */
export function checkDeployRole(scope: IConstruct, props: DeployRoleProps): void {
  const refuse = (property: string, value: unknown, because: string, wayOut: string) =>
    invalid(scope, { property, value, because, wayOut });
  const each = (property: string, values: readonly string[], form: RegExp, because: string, wayOut: string) => {
    const wrong = values.find((value) => !Token.isUnresolved(value) && !form.test(value));
    if (wrong !== undefined) throw refuse(property, wrong, because, wayOut);
  };
  const { name, identityProviderArn, permissionsBoundaryArn, maxSessionDuration: session, namespaces } = props;
  each(
    'name',
    [name],
    /^[\w+=,.@-]{1,64}$/,
    "which IAM does not take as a role's name",
    'Use 1 to 64 letters, digits and +=,.@_-.',
  );
  each('ruleArns', props.ruleArns ?? [], RULE, 'which is not the ARN of one rule', 'Give blueGreenSwitch.division.');
  each(
    'alarmArns',
    props.alarmArns ?? [],
    ALARM,
    'which is not the ARN of one alarm',
    'Give the ARN that CloudWatch shows.',
  );
  each(
    'identityProviderArn',
    identityProviderArn === undefined ? [] : [identityProviderArn],
    PROVIDER,
    'which is not the ARN of an identity provider',
    'Give the identityProviderArn of the role that made it, or leave it out.',
  );
  each(
    'permissionsBoundaryArn',
    permissionsBoundaryArn === undefined ? [] : [permissionsBoundaryArn],
    POLICY,
    'which is not the ARN of a policy',
    'Write it as arn:aws:iam::123456789012:policy/boundary.',
  );
  if (session !== undefined && !Token.isUnresolved(session)) {
    if (!(Number.isInteger(session) && session >= 3600 && session <= 43_200)) {
      const wayOut = 'Use whole seconds from 3600, an hour, to 43200, twelve.';
      throw refuse('maxSessionDuration', session, 'for which AWS lets nobody have a role', wayOut);
    }
  }
  if (namespaces?.length && !props.cluster) {
    throw refuse('namespaces', namespaces, 'but no cluster is named that they are in', 'Give cluster, too.');
  }
  if (props.cluster && !namespaces?.length) {
    const wayOut = "Name the colours' namespaces: ['docnow-blue', 'docnow-green'].";
    throw refuse('namespaces', namespaces, 'so that the role is let into the cluster to do nothing', wayOut);
  }
  each(
    'namespaces',
    namespaces ?? [],
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    'which is not the name of a namespace in Kubernetes',
    'Use 1 to 63 lower case letters, digits or hyphens, no hyphen first or last.',
  );
}
