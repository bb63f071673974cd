import { App, TerraformStack, Testing } from 'cdktf';
import { IKubernetesCluster, ReleaseAccess } from '../../src';

const cluster: IKubernetesCluster = { capabilities: [], connect: () => {} };

function made(namespaces: string[]): any {
  const stack = new TerraformStack(new App(), 'access');
  new ReleaseAccess(stack, 'Access', { cluster, namespaces });
  return JSON.parse(Testing.synth(stack));
}

describe('ReleaseAccess', () => {
  test('changes and deletes by name alone', () => {
    const [{ rule }] = Object.values<any>(made(['docnow-blue']).resource.kubernetes_cluster_role_v1);
    const risky = rule.filter(({ verbs }: any) => verbs.includes('delete'));
    expect(risky.map(({ resources, resource_names: names }: any) => [...resources, names])).toEqual([
      ['namespaces', ['docnow-blue']],
      ['persistentvolumes', ['docnow-blue-user-data']],
      ['targetgroupbindings', undefined],
    ]);
    expect(JSON.stringify(rule)).not.toContain('*');
  });

  test.each([
    [[], "Access: namespaces is [], so that nothing can be released. Name the colours' namespaces"],
    [['blue', 'blue'], "in which 'blue' stands twice"],
  ])('refuses %j', (namespaces, words) => {
    expect(() => made(namespaces)).toThrow(words);
  });
});
