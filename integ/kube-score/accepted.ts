import { Accepted } from '../checks/accepted';

const ANY_POD = /^((Deployment|StatefulSet)\.apps|(Job|CronJob)\.batch) /;

/** All that is accepted; objects are told as `Deployment.apps docnow-blue/web`. What is met after all has to go. */
export const ACCEPTED: Accepted[] = [
  {
    check: 'container-resources',
    resource: ANY_POD,
    why: 'A limit of CPU throttles a pod while its node idles; requests divide the CPU fairly. Memory has its limit.',
  },
  {
    check: 'container-image-pull-policy',
    resource: ANY_POD,
    why: 'Images are named by a tag that is not `latest`, or by digest: pulling them again at each start only adds a way to fail.',
  },
  {
    check: 'container-security-context-user-group-id',
    resource: ANY_POD,
    why: 'The user is the one whose files the image has (`node`, `redis`, `elasticsearch`), and so is the group: another could not read them.',
  },
  {
    check: 'deployment-has-host-podantiaffinity',
    resource: /^Deployment\.apps [\w-]+\/web$/,
    why: 'A topology spread over hosts and zones does the same, and still starts a pod where one node is left.',
  },
  {
    check: 'statefulset-has-host-podantiaffinity',
    resource: /^StatefulSet\.apps [\w-]+\/(elasticsearch|[\w-]+-es)$/,
    why: 'A topology spread over hosts that must hold (DoNotSchedule) does the same, and allows more nodes than hosts.',
  },
];

/** What is accepted beside that of other environments than the demo's. */
export const ACCEPTED_ELSEWHERE: Accepted[] = [
  ...ACCEPTED,
  {
    check: 'service-type',
    resource: /^Service [\w-]+\/web-node-port$/,
    why: 'A port of every node is what NodePortEntry is asked for; its network policy lets in none but the ranges given.',
  },
  {
    check: 'pod-probes-identical',
    resource: /^Deployment\.apps shop-\w+\/web$/,
    why: 'This application tells of itself under one path. One that has another for readiness names it (readinessPath).',
  },
];
