import { IConstruct } from 'constructs';
import { DocNowEnvironmentProps } from '../docnow-environment-props';
import { merged } from './pod-additions';
import { checkPodPolicy } from './pod-policy-checks';
import { PRELOAD_DIRECTORY } from '../preload';

/** Refuses what the pods of no program, or of one, could have. @throws with the way out */
export function checkPodPolicies(
  scope: IConstruct,
  { pods = {}, web, workers = {}, release }: DocNowEnvironmentProps,
): void {
  const { nodejs, userData, workers: programs } = release._application;
  const paths = [
    '/tmp',
    ...(nodejs ? [PRELOAD_DIRECTORY] : []),
    ...(userData === undefined ? [] : [`${release.directory}/${userData}`]),
  ];
  const containers = ['web', 'user-data', ...programs.map(({ name }) => name)];
  checkPodPolicy(scope, 'pods', pods, { containers, paths });
  const own = {
    web: web?.pod,
    ...Object.fromEntries(Object.entries(workers).map(([name, { pod }]) => [`workers.${name}`, pod])),
  };
  for (const [program, policy] of Object.entries(own)) {
    if (policy) checkPodPolicy(scope, `${program}.pod`, merged(pods, policy), { containers, paths });
  }
}
