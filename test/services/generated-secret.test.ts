import { FakeCluster, newStack, resources } from './fake-cluster';
import { DataNamespace, GeneratedSecret, GeneratedSecretProps } from '../../src';

function make(props: Partial<GeneratedSecretProps> = {}) {
  const stack = newStack();
  const cluster = new FakeCluster();
  const namespace = new DataNamespace(stack, 'Data', { cluster });
  const secret = new GeneratedSecret(stack, 'Cookies', { cluster, namespace, name: 'docnow-cookies', ...props });
  return { stack, secret };
}

describe('GeneratedSecret', () => {
  test('is made when it is applied, each value of its own, and stays', () => {
    const { stack } = make({ key: 'COOKIE_SECRET' });
    const [{ data, data_wo: value, data_wo_revision: revision, lifecycle }] = resources(stack, 'kubernetes_secret_v1');
    expect(data).toBeUndefined();
    expect(value).toEqual({ COOKIE_SECRET: '${sha256(join("", [uuid(), uuid()]))}' });
    expect(revision).toBe(1);
    expect(lifecycle).toEqual({ prevent_destroy: true });
  });

  test('says where the value is', () => {
    const where = { secretName: 'docnow-cookies', key: 'value', namespace: 'docnow-data', revision: '1' };
    expect(make().secret.reference).toEqual(where);
    expect(make({ key: 'password', revision: 2 }).secret.reference).toEqual({
      ...where,
      key: 'password',
      revision: '2',
    });
  });

  test.each([
    [{ name: 'Cookies' }, "services/Cookies: name is 'Cookies', which cannot be part of names in Kubernetes"],
    [{ key: 'a key' }, "services/Cookies: key is 'a key', which cannot be a key of a Secret. Use letters, digits"],
    [{ revision: 0 }, 'services/Cookies: revision is 0, which does not count values. Use a whole number from 1 on'],
    [{ revision: 1.5 }, 'revision is 1.5'],
  ])('refuses %p', (props, words) => expect(() => make(props)).toThrow(words));
});
