import assert from 'node:assert/strict';
import { AppsV1Api, CoreV1Api, CustomObjectsApi, PolicyV1Api } from '@kubernetes/client-node';
import { PINNED } from '../../../src/controllers/pinned';
import { facts } from '../../controllers/stacks';
import { until } from '../../rig/processes/until';
import { Check, Reach } from '../check';

export type ControllerFacts = typeof facts;

/** The namespace that controllers have to themselves. */
export const HOME = 'docnow-controllers';

/** What Karpenter starts nodes by. */
export const NODE_KINDS = [
  { group: 'karpenter.k8s.aws', version: 'v1', plural: 'ec2nodeclasses', name: 'docnow' },
  { group: 'karpenter.sh', version: 'v1', plural: 'nodepools', name: 'docnow' },
];

export function deployment({ kube }: Reach, namespace: string, name: string) {
  return kube.config.makeApiClient(AppsV1Api).readNamespacedDeployment({ namespace, name });
}

async function container(rig: Reach, namespace: string, name: string) {
  return (await deployment(rig, namespace, name)).spec!.template.spec!.containers[0];
}

function told({ env }: { env?: { name: string; value?: string }[] }) {
  return Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]));
}

/** Namespace, name and image of each Deployment. */
function expected({ images, digests }: ControllerFacts): [string, string, string][] {
  const { loadBalancer, karpenter, clusterAutoscaler, externalSecrets } = PINNED;
  const secrets = `${images['ghcr.io']}/external-secrets/external-secrets:${externalSecrets.tag}@${digests.externalSecrets}`;
  const balancer = `eks/aws-load-balancer-controller:${loadBalancer.tag}@${digests.loadBalancer}`;
  return [
    [HOME, 'aws-load-balancer-controller', `${images['public.ecr.aws']}/${balancer}`],
    [HOME, 'external-secrets', secrets],
    [HOME, 'external-secrets-cert-controller', secrets],
    [HOME, 'external-secrets-webhook', secrets],
    [
      'kube-system',
      'karpenter',
      `${images['public.ecr.aws']}/karpenter/controller:${karpenter.tag}@${karpenter.digest}`,
    ],
    [
      'kube-system',
      'cluster-autoscaler',
      `${images['registry.k8s.io']}/autoscaling/cluster-autoscaler:${clusterAutoscaler.tag}`,
    ],
  ];
}

/** What runs, as the API server tells it. */
export const podChecks: Check<ControllerFacts>[] = [
  {
    name: 'controllers: two pods of each run, by digest where it is known, and are kept when nodes are short',
    run: async (rig, known) => {
      for (const [namespace, name, image] of expected(known)) {
        const { status, spec } = await deployment(rig, namespace, name);
        const { priorityClassName, containers, topologySpreadConstraints = [] } = spec!.template.spec!;
        const { requests, limits } = containers[0].resources!;
        assert.deepEqual([status?.readyReplicas, containers[0].image], [2, image], name);
        assert.equal(priorityClassName, 'system-cluster-critical', name);
        assert.ok(requests?.memory, name);
        assert.equal(limits?.memory, requests.memory, name);
        for (const { labelSelector } of topologySpreadConstraints) {
          for (const [label, value] of Object.entries(labelSelector!.matchLabels!)) {
            assert.equal(spec!.template.metadata?.labels?.[label], value, `${name} spreads pods of others`);
          }
        }
      }
    },
  },
  {
    name: 'controllers: one pod of each may be taken away at a time',
    run: async ({ kube }, known) => {
      const policy = kube.config.makeApiClient(PolicyV1Api);
      for (const [namespace, name] of expected(known)) {
        await until(`${name} may lose one pod`, 20, async () => {
          const { status } = await policy.readNamespacedPodDisruptionBudget({ namespace, name });
          return status?.disruptionsAllowed === 1 && status.currentHealthy === 2;
        });
      }
    },
  },
  {
    name: 'controllers: they are told of their cluster',
    run: async (rig, { clusterName, region, vpcId, interruptionQueueName }) => {
      const balancer = await container(rig, HOME, 'aws-load-balancer-controller');
      const args = [`--cluster-name=${clusterName}`, `--aws-region=${region}`, `--aws-vpc-id=${vpcId}`];
      assert.deepEqual(balancer.args, args);
      assert.deepEqual(told(await container(rig, 'kube-system', 'karpenter')), {
        CLUSTER_NAME: clusterName,
        INTERRUPTION_QUEUE: interruptionQueueName,
        EKS_CONTROL_PLANE: 'true',
      });
      const autoscaler = await container(rig, 'kube-system', 'cluster-autoscaler');
      assert.equal(told(autoscaler).AWS_REGION, region);
      const tag = `--node-group-auto-discovery=asg:tag=k8s.io/cluster-autoscaler/${clusterName}`;
      for (const said of [tag, '--skip-nodes-with-local-storage=false']) {
        assert.ok(autoscaler.command?.includes(said), String(autoscaler.command));
      }
    },
  },
  {
    name: 'controllers: their namespace refuses what is not restricted, and would let in the pods of kube-system',
    run: async (rig) => {
      const core = rig.kube.config.makeApiClient(CoreV1Api);
      const { metadata } = await core.readNamespace({ name: HOME });
      assert.equal(metadata?.labels?.['pod-security.kubernetes.io/enforce'], 'restricted');
      const asPod = (spec: object) => ({ metadata: { name: 'tried' }, spec: { containers: [], ...spec } });
      const tried = (spec: object) => core.createNamespacedPod({ namespace: HOME, body: asPod(spec), dryRun: 'All' });
      await assert.rejects(tried({ containers: [{ name: 'any', image: 'any:1' }] }), /violates PodSecurity/);
      for (const name of ['karpenter', 'cluster-autoscaler']) {
        const { spec } = (await deployment(rig, 'kube-system', name)).spec!.template;
        await tried({ ...spec, serviceAccountName: 'default' });
      }
    },
  },
  {
    name: 'controllers: Karpenter knows the nodes that it may start',
    run: async ({ kube }, { clusterName, nodeRoleName }) => {
      const custom = kube.config.makeApiClient(CustomObjectsApi);
      const [{ spec: nodeClass }, { spec: pool }] = await Promise.all(
        NODE_KINDS.map((kind) => custom.getClusterCustomObject(kind) as Promise<{ spec: any }>),
      );
      const marked = [{ tags: { 'karpenter.sh/discovery': clusterName } }];
      assert.equal(nodeClass.role, nodeRoleName);
      assert.deepEqual([nodeClass.subnetSelectorTerms, nodeClass.securityGroupSelectorTerms], [marked, marked]);
      assert.deepEqual(nodeClass.amiSelectorTerms, [{ alias: 'al2023@v20251112' }]);
      assert.equal(nodeClass.metadataOptions.httpTokens, 'required');
      assert.deepEqual(pool.limits, { cpu: '32', memory: '128Gi' });
      assert.equal(pool.template.spec.expireAfter, '720h');
      const values = Object.fromEntries(pool.template.spec.requirements.map((one: any) => [one.key, one.values]));
      assert.deepEqual(values['karpenter.sh/capacity-type'], ['spot', 'on-demand']);
      assert.deepEqual(values['kubernetes.io/arch'], ['amd64']);
    },
  },
];
