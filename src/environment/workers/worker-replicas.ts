import { IConstruct } from 'constructs';
import { WorkerProps } from './workers-props';
import { invalid } from '../../platform/invalid';
import { checkWhole } from '../../platform/whole-number';
import { WorkerProgram } from '../release/programs';

/** How many pods of a worker there are when it is active. @throws when two of it would do harm, with the way out */
export function workerReplicas(
  scope: IConstruct,
  { name, exclusive }: Required<WorkerProgram>,
  { replicas = 1 }: WorkerProps = {},
): string {
  const property = `workers.${name}.replicas`;
  if (exclusive && replicas !== 1) {
    throw invalid(scope, {
      property,
      value: replicas,
      because: 'but it is an exclusive worker: two of it would do everything twice',
      wayOut: 'Leave it out; whether it runs is said by the variable workers.',
    });
  }
  checkWhole(scope, property, replicas, [1, Infinity], 'with which it would never run');
  return String(replicas);
}
