import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { AUTOSCALERS, COMPUTES, NETWORKS, Place } from './kinds';
import { DocNowCluster } from '../../src';

/** A network, a compute and an autoscaler, by name. */
export interface Combination {
  readonly network: string;
  readonly compute: string;
  readonly autoscaler: string;
}

/** All of them. */
export const COMBINATIONS: readonly Combination[] = Object.keys(COMPUTES).flatMap((compute) =>
  Object.keys(AUTOSCALERS).flatMap((autoscaler) =>
    Object.keys(NETWORKS).map((network) => ({ network, compute, autoscaler })),
  ),
);

/** Makes a cluster of a combination in a stack. @throws when the combination is refused */
export function makeCluster(stack: TerraformStack, name: string, one: Combination, place: Place): DocNowCluster {
  return new DocNowCluster(stack, name, {
    name,
    network: NETWORKS[one.network](place),
    ...COMPUTES[one.compute],
    nodeAutoscaling: AUTOSCALERS[one.autoscaler],
  });
}

const subnet = (digit: number) => `subnet-${String(digit).repeat(17)}`;

/** A place of which nothing but the form is right: good enough to be refused in. */
export const NOWHERE: Place = {
  cidr: '10.42.0.0/16',
  there: {
    institute: {
      vpcId: 'vpc-00000000000000000',
      cidrBlocks: ['10.80.0.0/16'],
      publicSubnetIds: [subnet(1), subnet(2)],
      privateSubnetIds: [subnet(3), subnet(4)],
      sameZone: subnet(5),
    },
    ours: {
      vpcId: 'vpc-11111111111111111',
      cidr: '10.90.0.0/16',
      routeTableId: 'rtb-11111111111111111',
      subnetId: subnet(6),
    },
  },
};

/** Why a combination is refused, as the user is told; undefined when it is not. */
export function refusal(one: Combination): string | undefined {
  // cdktf makes the folder at once.
  const outdir = mkdtempSync(join(tmpdir(), 'docnow-refusal-'));
  try {
    const stack = new TerraformStack(new App({ outdir, skipValidation: true }), 'cluster');
    new AwsProvider(stack, 'aws', { region: 'us-east-1' });
    makeCluster(stack, 'Cluster', one, NOWHERE);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^cluster\/Cluster: /, '');
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
