import { Release } from '../../src';
import { EnvironmentFacts } from '../checks/environment';

/** The example that is told. */
export const EXAMPLE = 'demo.docnow.io';
/** The name that requests are for. */
export const HOST_NAME = 'demo.docnow.io';
/** The zone that the example expects to be there. */
export const ZONE_NAME = 'docnow.io';
/** The name of the load balancer, and how its target groups' names begin. */
export const BALANCER = 'docnow-demo';
export const COLORS = ['blue', 'green'] as const;

/** The stacks in the order in which they are applied. */
export const STACKS = ['state', 'cluster', 'front-door', 'services', 'switch', 'blue', 'green'] as const;
export type StackName = (typeof STACKS)[number];

/** What the example's stacks were told, for the checks. */
export const FACTS = {
  state: { stateBucket: 'docnow-demo-terraform-state', lockTable: 'docnow-demo-terraform-state-lock' },
  cluster: {
    clusterName: 'docnow-demo',
    natGateways: 3,
    publicAccessCidrs: ['203.0.113.7/32'],
    administratorArns: [],
  },
  'front-door': { name: BALANCER, hostName: HOST_NAME, zoneName: ZONE_NAME, colors: [...COLORS], legacyPort: 3000 },
  services: {
    namespace: 'docnow-data',
    redisImage: 'redis:7.2.15',
    elasticsearchImage: 'docker.elastic.co/elasticsearch/elasticsearch-oss:6.8.23',
    elasticsearchNodes: 3,
    elasticsearchPlacement: { 'docnow.io/nodes': 'elasticsearch' },
    storageClassName: 'docnow-gp3',
    removalProtection: false,
    zones: 3,
  },
} as const;

/** What a colour's stack was told. */
export function environmentFacts(
  color: string,
  workers: 'active' | 'standby',
  known: Pick<EnvironmentFacts, 'sourceCidrs' | 'secretValues'>,
): EnvironmentFacts {
  return {
    ...known,
    color,
    workers,
    namespace: `docnow-${color}`,
    release: Release.elasticsearchGeneration({ image: 'docnow/docnow:v0.0.35' }),
    replicas: 2,
    secretName: 'docnow-secrets',
    readinessGates: ['target-health.elbv2.k8s.aws/web'],
  };
}
