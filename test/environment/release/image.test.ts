import { Testing, Token } from 'cdktf';
import { Release, ReleaseProps } from '../../../src';
import { environmentStack } from '../world';

const release = (changes: Partial<ReleaseProps>) =>
  Release.elasticsearchGeneration({ image: 'docnow/docnow:v0.0.35', ...changes });

test.each([
  ['docnow/docnow:v0.0.35', 'mirror.example.org:5000/hub', 'mirror.example.org:5000/hub/docnow/docnow:v0.0.35'],
  ['docker.io/docnow/docnow:1', 'mirror.example.org', 'mirror.example.org/docnow/docnow:1'],
  ['localhost/docnow:1', 'mirror.example.org', 'mirror.example.org/docnow:1'],
  ['registry:5000/docnow:1', 'mirror.example.org', 'mirror.example.org/docnow:1'],
  ['node:20', 'mirror.example.org/hub', 'mirror.example.org/hub/library/node:20'],
  ['node:20', undefined, 'node:20'],
])('%s by way of %s is pulled from %s', (image, mirror, pulled) => {
  expect(release({ image, mirror }).image).toBe(pulled);
});

test.each<[Partial<ReleaseProps>, string]>([
  [
    { mirror: 'https://mirror.example.org' },
    "Release: mirror is 'https://mirror.example.org', which is not where images can come from. " +
      'Give host and path alone, such as registry.example.org/mirror.',
  ],
  [
    { mirror: 'mirror.example.org', image: 'docnow/docnow' },
    "Release: image is 'docnow/docnow', which has no tag, so that it means latest.",
  ],
  [
    { mirror: 'mirror.example.org', image: Token.asString({ resolve: () => undefined }) },
    "Release: mirror is 'mirror.example.org', but image is known only when Terraform runs, and so is its registry. " +
      'Give image as it is in the mirror, and leave mirror out.',
  ],
  [
    { imagePullSecrets: ['Registry'] },
    "Release: imagePullSecrets is 'Registry', which is not the name of an object in Kubernetes. " +
      'Use the name of one that is there: lower case letters, digits, hyphens and dots.',
  ],
])('refuses %j', (changes, words) => expect(() => release(changes)).toThrow(words));

test('the service account and every pod know the Secrets by which nodes log in', () => {
  const stack = environmentStack({ release: release({ imagePullSecrets: ['registry', 'other'] }) });
  const { kubernetes_service_account_v1: accounts, kubernetes_deployment_v1: deployments } = JSON.parse(
    Testing.synth(stack),
  ).resource;
  const names = [{ name: 'registry' }, { name: 'other' }];
  for (const account of Object.values<any>(accounts)) expect(account.image_pull_secret).toEqual(names);
  expect(Object.values(deployments)).toHaveLength(3);
  for (const { spec } of Object.values<any>(deployments)) expect(spec.template.spec.image_pull_secrets).toEqual(names);
});
