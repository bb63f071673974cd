import { Construct } from 'constructs';
import { NodeShape } from './node-shape';
import { invalid } from '../../platform/invalid';

/** A number of alike nodes that EKS manages. */
export interface ManagedNodesProps {
  /**
   * EC2 instance types, all of one processor architecture; EC2 takes the first that it has. AWS Graviton (ARM) or x86.
   *
   * @default ['m6i.large']
   */
  readonly instanceTypes?: string[];

  /**
   * The least number of nodes.
   *
   * @default 2
   */
  readonly min?: number;

  /**
   * The most nodes.
   *
   * @default 6
   */
  readonly max?: number;

  /**
   * The number of nodes at the start. Afterwards it belongs to whatever scales the nodes: Terraform leaves it alone.
   *
   * @default - `min`
   */
  readonly initial?: number;

  /**
   * Each node's disk, in GiB: images, logs and what pods keep in `emptyDir`.
   *
   * @default 50
   */
  readonly diskGib?: number;
}

/** What a cluster's pods run on. */
export class Compute {
  /** EC2 instances in a node group that EKS manages. The cluster checks them. */
  public static managedNodes(props: ManagedNodesProps = {}): Compute {
    return new Compute(props);
  }

  private constructor(private readonly props: ManagedNodesProps) {}

  /**
   * The nodes that are wanted, checked.
   *
   * @internal
   */
  public _shape(scope: Construct, property: string): NodeShape {
    const { instanceTypes = ['m6i.large'], min = 2, max = Math.max(6, min), initial = min, diskGib = 50 } = this.props;
    const refuse = (name: string, value: unknown, because: string, wayOut: string) =>
      invalid(scope, { property: `${property}.${name}`, value, because, wayOut });
    if (!(min >= 1 && min <= initial && initial <= max)) {
      const because = 'which is not 1 <= min <= initial <= max';
      throw refuse('min, initial, max', [min, initial, max], because, 'Give numbers in this order');
    }
    if (diskGib < 20) {
      throw refuse('diskGib', diskGib, 'less than the 20 GiB that the image of a node fills', 'Give 20 or more');
    }
    const arm = instanceTypes.filter(isArm);
    if (instanceTypes.length === 0 || (arm.length > 0 && arm.length < instanceTypes.length)) {
      const because = 'which is not one processor architecture: a group of nodes starts from one machine image';
      throw refuse('instanceTypes', instanceTypes, because, 'Name types that are all ARM (t4g, m7g ...) or all x86');
    }
    const amiType = arm.length > 0 ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD';
    return { instanceTypes, amiType, min, max, initial, diskGib };
  }
}

// Graviton families have a g after the generation's number: t4g, m7gd, c7gn, but not g5 or g4dn. The first was a1.
function isArm(instanceType: string): boolean {
  return /^(a1|[a-z]+\d+g[a-z]*)\./.test(instanceType);
}
