import { DocNowSecrets } from '../../src';

test.each(['docnow-secrets', 'docnow', 'docnow-blue-credentials-2026', 'team.docnow'])('%s is a name', (name) => {
  expect(DocNowSecrets.fromKubernetesSecret(name).secretName).toBe(name);
});

test.each(['hunter2_Hunter2', '0b7f3c1e9a5d4426', '2f6d1a90-3c4b-4e5f-8a7b-9c0d1e2f3a4b', 'k3j5h2g8f7d6s1a9p0', ''])(
  '%p looks like a value, and the error does not repeat it',
  (name) => {
    const attempt = () => DocNowSecrets.fromKubernetesSecret(name);
    expect(attempt).toThrow('is not the name of a Kubernetes Secret but looks like a value');
    if (name) expect(attempt).not.toThrow(name);
  },
);
