import { CoreV1Api, KubeConfig, V1Node } from '@kubernetes/client-node';

const REGION = 'us-east-1';
const ZONES = ['a', 'b', 'c'].map((letter) => REGION + letter);
/** The label and, on nodes set apart, the taint by which `DocNowCluster` tells its groups of nodes from one another. */
const GROUP = 'docnow.io/nodes';

/** The nodes that `DocNowCluster`'s node groups would bring: one of each group a zone. */
export const NODES: readonly V1Node[] = ['app', 'elasticsearch'].flatMap((group) =>
  ZONES.map((zone): V1Node => {
    const name = `${group}-${zone}`;
    const taints = group === 'app' ? undefined : [{ key: GROUP, value: group, effect: 'NoSchedule' }];
    return {
      metadata: {
        name,
        labels: {
          [GROUP]: group,
          'kubernetes.io/arch': 'amd64',
          'kubernetes.io/os': 'linux',
          'kubernetes.io/hostname': name,
          'topology.kubernetes.io/region': REGION,
          'topology.kubernetes.io/zone': zone,
        },
      },
      spec: { taints },
    };
  }),
);

/** Has nodes join; kwok plays their kubelets. */
export async function joinNodes(config: KubeConfig, nodes: readonly V1Node[] = NODES): Promise<void> {
  const core = config.makeApiClient(CoreV1Api);
  await Promise.all(nodes.map((body) => core.createNode({ body })));
}

/** Whether every node says that it is ready, and takes pods. */
export async function nodesReady(config: KubeConfig): Promise<boolean> {
  const { items } = await config.makeApiClient(CoreV1Api).listNode();
  return (
    items.length === NODES.length &&
    items.every(
      ({ spec, status }) =>
        status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') &&
        !spec?.taints?.some(({ key }) => key.startsWith('node.kubernetes.io/')),
    )
  );
}
