import { controllers, written } from './fake-eks-cluster';
import { ExternalSecrets } from '../../src/controllers/external-secrets';
import { ExternalSecretsProps } from '../../src/controllers/external-secrets-props';

function statements(props: ExternalSecretsProps): any[] {
  const { stack } = controllers({ externalSecrets: ExternalSecrets.install(props) });
  return JSON.parse(written(stack).aws_iam_role_policy[0].policy).Statement;
}

const withoutAccount = (arn: string) => arn.replace(/\$\{data\.aws_caller_identity\.[^}]+\}/, 'ACCOUNT');

describe('ExternalSecrets', () => {
  test('may read the secrets and parameters whose names begin as said', () => {
    const found = statements({ secretPrefixes: ['docnow/'], parameterPrefixes: ['/docnow/', 'shared.'] });
    expect(found.map(({ Sid, Resource }) => [Sid, Resource.map(withoutAccount)])).toEqual([
      ['Secrets', ['arn:aws:secretsmanager:eu-central-1:ACCOUNT:secret:docnow/*']],
      [
        'Parameters',
        ['arn:aws:ssm:eu-central-1:ACCOUNT:parameter/docnow/*', 'arn:aws:ssm:eu-central-1:ACCOUNT:parameter/shared.*'],
      ],
    ]);
  });

  test('may decrypt by keys of yours, for these services alone', () => {
    const kmsKeyArns = ['arn:aws:kms:eu-central-1:123456789012:key/1'];
    expect(statements({ secretPrefixes: ['docnow/'], kmsKeyArns }).pop()).toEqual({
      Sid: 'Keys',
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: kmsKeyArns,
      Condition: {
        StringEquals: {
          'kms:ViaService': ['secretsmanager.eu-central-1.amazonaws.com', 'ssm.eu-central-1.amazonaws.com'],
        },
      },
    });
  });

  test.each<[ExternalSecretsProps, string]>([
    [
      {},
      'controllers/Controllers/ExternalSecrets: secretPrefixes is [], as is parameterPrefixes, so that it could read nothing. ' +
        "Say how the names begin of what it may read, such as ['docnow/'].",
    ],
    [
      { secretPrefixes: ['*'] },
      "secretPrefixes is '*', which is not the beginning of a name. Say how the names begin, without a wildcard, such as docnow/.",
    ],
    [{ secretPrefixes: [''] }, "secretPrefixes is '', which is not the beginning of a name"],
    [{ parameterPrefixes: ['/'] }, "parameterPrefixes is '/', which is not the beginning of a name"],
  ])('refuses %j', (props, words) => expect(() => statements(props)).toThrow(words));
});
