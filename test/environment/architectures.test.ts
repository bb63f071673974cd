import { Testing } from 'cdktf';
import { environmentStack, goodProps } from './world';
import { Architecture, Release } from '../../src';

const { AMD64, ARM64 } = Architecture;

function environment(image: Architecture[] | undefined, nodes: Architecture[] | undefined) {
  const release = Release.elasticsearchGeneration({ image: 'docnow/docnow:v0.0.35', architectures: image });
  return environmentStack({ release, cluster: { ...goodProps().cluster, architectures: nodes } });
}

test('an image that runs nowhere in the cluster is refused', () => {
  expect(() => environment([AMD64], [ARM64])).toThrow(
    'blue/Blue: release.architectures is ["amd64"], and the cluster\'s nodes are arm64, so no pod of it would start. Build the',
  );
});

test.each([
  [undefined, [ARM64], undefined],
  [[AMD64, ARM64], [ARM64], undefined],
  [[AMD64], [AMD64], { 'kubernetes.io/arch': 'amd64' }],
  [[ARM64], undefined, { 'kubernetes.io/arch': 'arm64' }],
])('an image for %j on nodes of %j goes to %j', (image, nodes, selector) => {
  const deployments = JSON.parse(Testing.synth(environment(image, nodes))).resource.kubernetes_deployment_v1;
  for (const { spec } of Object.values<any>(deployments)) expect(spec.template.spec.node_selector).toEqual(selector);
});
