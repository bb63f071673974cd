import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { ExternalSecretsProps } from './external-secrets-props';
import { Statement } from '../platform/aws/iam/policy-document';
import { invalid } from '../platform/invalid';

/** Internal: what reading takes (External Secrets' documentation, "AWS Secrets Manager" and "AWS Parameter Store"), of these alone. */
export function readingStatements(scope: Construct, region: string, props: ExternalSecretsProps): Statement[] {
  const { secretPrefixes = [], parameterPrefixes = [], kmsKeyArns = [] } = props;
  // What RDS keeps there has an exclamation mark: rds!db-...
  checkPrefixes(scope, 'secretPrefixes', secretPrefixes, /^[\w/+=.@!-]+$/);
  checkPrefixes(scope, 'parameterPrefixes', parameterPrefixes, /^[\w/.-]+$/);
  if (secretPrefixes.length + parameterPrefixes.length === 0) {
    throw invalid(scope, {
      property: 'secretPrefixes',
      value: secretPrefixes,
      because: 'as is parameterPrefixes, so that it could read nothing',
      wayOut: "Say how the names begin of what it may read, such as ['docnow/'].",
    });
  }
  const { accountId } = new DataAwsCallerIdentity(scope, 'Account');
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  const allow = (Sid: string, Action: string[], Resource: string[], Condition?: Statement['Condition']) =>
    Resource.length ? [{ Sid, Effect: 'Allow' as const, Action, Resource, ...(Condition && { Condition }) }] : [];
  const services = ['secretsmanager', 'ssm'].map((service) => `${service}.${region}.amazonaws.com`);
  return [
    ...allow(
      'Secrets',
      ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      secretPrefixes.map((prefix) => arn('secretsmanager', `secret:${prefix}*`)),
    ),
    ...allow(
      'Parameters',
      ['ssm:GetParameter', 'ssm:GetParametersByPath', 'ssm:ListTagsForResource'],
      // The slash that a name begins with stands in its ARN once.
      parameterPrefixes.map((prefix) => arn('ssm', `parameter/${prefix.replace(/^\//, '')}*`)),
    ),
    ...allow('Keys', ['kms:Decrypt'], kmsKeyArns, { StringEquals: { 'kms:ViaService': services } }),
  ];
}

/** A prefix of nothing, or a wildcard, would be every secret of the account. */
function checkPrefixes(scope: Construct, property: string, prefixes: string[], form: RegExp): void {
  const wrong = prefixes.find((prefix) => !Token.isUnresolved(prefix) && !(form.test(prefix) && /\w/.test(prefix)));
  if (wrong === undefined) return;
  throw invalid(scope, {
    property,
    value: wrong,
    because: 'which is not the beginning of a name',
    wayOut: 'Say how the names begin, without a wildcard, such as docnow/.',
  });
}
