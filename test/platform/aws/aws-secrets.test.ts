import { Testing } from 'cdktf';
import { AwsSecrets, DocNowSecrets } from '../../../src';
import { environmentStack } from '../../environment/world';

const production = { region: 'us-east-1', secretId: 'docnow/production' };

function synth(source: AwsSecrets) {
  const secrets = DocNowSecrets.byKey({ COOKIE_SECRET: source }, DocNowSecrets.fromKubernetesSecret('docnow-secrets'));
  const { resource } = JSON.parse(Testing.synth(environmentStack({ secrets })));
  const [release] = Object.values<any>(resource.helm_release);
  const [web] = Object.values<any>(resource.kubernetes_deployment_v1).filter(({ metadata }) => metadata.name === 'web');
  const { metadata, spec } = web.spec.template;
  return { release, annotations: metadata.annotations, env: spec.container[0].env, dependsOn: web.depends_on.join() };
}

test('a secret of Secrets Manager is read by the operator into a Secret of its name', () => {
  const { release, env, annotations, dependsOn } = synth(AwsSecrets.secretsManager({ ...production, revision: 'b' }));
  expect(release.name).toBe('docnow-production');
  const values = release.values[0];
  expect(values).toContain('"provider" = {"aws" = {"service" = "SecretsManager", "region" = "us-east-1"}}');
  expect(values).toContain('{"key" = "docnow/production", "property" = "COOKIE_SECRET"}');
  expect(values).toContain('"refreshMinutes" = 60');
  expect(env[0].value_from.secret_key_ref).toEqual({ name: 'docnow-production', key: 'COOKIE_SECRET' });
  expect(annotations['docnow.io/secrets']).toBe('COOKIE_SECRET=b');
  expect(dependsOn).toContain('helm_release.Blue_Secrets_Source_COOKIE_SECRET_Release');
  expect(release.lifecycle.precondition[0].error_message).toContain('has no External Secrets Operator');
});

test('one field of what RDS keeps can be taken', () => {
  const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-0123-AbCdEf';
  const source = AwsSecrets.secretsManager({ region: 'us-east-1', secretId: arn, property: 'password' });
  const { release } = synth(source);
  expect(release.name).toBe('rds-db-0123-abcdef');
  expect(release.values[0]).toContain('"property" = "password"');
});

test('parameters have the names of variables', () => {
  const { release } = synth(AwsSecrets.parameterStore({ region: 'us-east-1', path: '/docnow/production/' }));
  expect(release.name).toBe('docnow-production');
  expect(release.values[0]).toContain('{"key" = "/docnow/production/COOKIE_SECRET"}');
});

test.each([
  [{ name: 'Docnow' }, "secrets.name is 'Docnow', which cannot be the name of a Secret and of a Helm release"],
  [{ refreshMinutes: 0 }, 'secrets.refreshMinutes is 0, which is not a number of minutes'],
  [
    { secretId: '{"password": "hunter2"}' },
    "secrets.secretId is '(not shown)', which is no name in AWS but may be a value",
  ],
])('refuses %p', (props, words) => {
  expect(() => synth(AwsSecrets.secretsManager({ ...production, ...props }))).toThrow(words);
});
