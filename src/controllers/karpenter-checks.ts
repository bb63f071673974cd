import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { KarpenterProps } from './karpenter-props';
import { invalid } from '../platform/invalid';

/** Internal: refuses nodes that Karpenter could not start. @throws with the way out */
export function checkKarpenter(scope: IConstruct, props: KarpenterProps): void {
  const { machineImage } = props;
  const refuse = (property: string, value: unknown, because: string, wayOut: string) =>
    invalid(scope, { property, value, because, wayOut });
  if (!Token.isUnresolved(machineImage) && !/^(al2023|bottlerocket)@v\d[\w.]*$/.test(machineImage)) {
    throw refuse(
      'machineImage',
      machineImage,
      'which is not one release of a family of machine images',
      'Name it, such as al2023@v20251112 or bottlerocket@v1.50.0.',
    );
  }
  const counts = ['cpuLimit', 'memoryLimitGib', 'consolidateAfterMinutes', 'expireAfterDays'] as const;
  for (const property of counts) {
    const value = props[property];
    if (value === undefined || Token.isUnresolved(value) || (Number.isInteger(value) && value >= 1)) continue;
    throw refuse(property, value, 'which is not a whole number from 1', 'Give a whole number, 1 or more.');
  }
  const { diskGib } = props;
  if (diskGib !== undefined && !Token.isUnresolved(diskGib) && !(Number.isInteger(diskGib) && diskGib >= 20)) {
    throw refuse('diskGib', diskGib, 'less than the 20 GiB that the image of a node fills', 'Give 20 or more.');
  }
  for (const property of ['architectures', 'capacityTypes', 'instanceCategories'] as const) {
    if (props[property]?.length === 0) {
      throw refuse(property, [], 'so that no node could be started', 'Name at least one, or leave it out.');
    }
  }
}
