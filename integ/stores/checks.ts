import assert from 'node:assert/strict';
import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { BatchV1Api } from '@kubernetes/client-node';
import { Check, Reach } from '../checks/check';
import { clients as awsClients } from '../checks/cluster/ask';
import { inlineStatements, trust } from '../checks/cluster/roles';
import { rolesOf } from '../checks/controllers/roles';
import { clients, endpoints, readyPods } from '../checks/services/ask';
import { clientOptions } from '../rig/aws/client-options';

/** What must hold of a database in the cluster, as the API server tells it. */
export const checks: Check<{ readonly namespace: string; readonly clusterName: string }>[] = [
  {
    name: 'database: its pod is ready behind its Service, with a claim that tells the major version',
    async run(reach: Reach, { namespace }) {
      const [pod, ...others] = await readyPods(reach, namespace, 'postgres');
      assert.deepEqual([others.length, pod.spec!.containers[0].image], [0, 'postgres:17.9']);
      assert.equal(await endpoints(reach, namespace, 'postgres'), 1);
      const { metadata, status } = await clients(reach).core.readNamespacedPersistentVolumeClaim({
        namespace,
        name: 'data-postgres-0',
      });
      assert.deepEqual([metadata?.labels?.['docnow.io/postgres-major'], status?.phase], ['17', 'Bound']);
    },
  },
  {
    name: 'database: exactly one port is open, to exactly those who carry the badge',
    async run(reach: Reach, { namespace }) {
      const { items } = await clients(reach).networking.listNamespacedNetworkPolicy({ namespace });
      const doors = items.flatMap(({ metadata, spec }) =>
        (spec?.ingress ?? []).flatMap(({ ports, _from: from }) =>
          from!.map((one) => [
            metadata?.name,
            ports?.map(({ port }) => port),
            one.namespaceSelector?.matchLabels,
            one.podSelector?.matchLabels,
          ]),
        ),
      );
      const [part, badge] = [{ 'app.kubernetes.io/part-of': 'docnow' }, { 'docnow.io/postgres-client': 'true' }];
      assert.deepEqual(doors, [['postgres', [5432], part, badge]]);
      const backup = items.find(({ metadata }) => metadata?.name === 'postgres-backup');
      const to = backup?.spec?.egress?.map(({ to: peers, ports }) => [
        peers?.map(({ podSelector }) => podSelector?.matchLabels),
        ports?.map(({ port }) => port),
      ]);
      const server = { 'app.kubernetes.io/name': 'postgres', 'app.kubernetes.io/instance': 'postgres' };
      assert.deepEqual(to, [[[server], [5432]]]);
      const copy = items.find(({ metadata }) => metadata?.name === 'postgres-copy');
      const ranges = copy?.spec?.egress?.map(({ to: peers, ports }) => [peers?.[0].ipBlock?.cidr, ports?.[0].port]);
      assert.deepEqual(ranges, [
        ['0.0.0.0/0', 443],
        ['169.254.170.23/32', 80],
      ]);
    },
  },
  {
    name: 'database: it is backed up every night, and put back by nobody but an operator',
    async run({ kube: { config } }: Reach, { namespace }) {
      const { items } = await config.makeApiClient(BatchV1Api).listNamespacedCronJob({ namespace });
      assert.deepEqual(
        items.map(({ metadata, spec }) => [metadata?.name, spec?.schedule, spec?.timeZone, spec?.suspend]).sort(),
        [
          ['postgres-backup', '17 2 * * *', 'Etc/UTC', false],
          ['postgres-copy', '13 * * * *', 'Etc/UTC', false],
          ['postgres-fetch', '0 0 31 2 *', 'Etc/UTC', true],
          ['postgres-restore', '0 0 31 2 *', 'Etc/UTC', true],
        ],
      );
    },
  },
  {
    name: 'database: copies of its backups go to a bucket that keeps what is deleted, by pods of one account',
    async run(reach: Reach, { namespace, clusterName }) {
      const job = await reach.kube.config
        .makeApiClient(BatchV1Api)
        .readNamespacedCronJob({ namespace, name: 'postgres-copy' });
      const { env = [] } = job.spec!.jobTemplate.spec!.template.spec!.containers[0];
      const said = Object.fromEntries(env.map(({ name, value }) => [name, value]));
      assert.deepEqual([said.PREFIX, said.AWS_DEFAULT_REGION], ['production/postgres', 'us-east-1']);
      const Bucket = said.BUCKET!;
      const s3 = new S3Client({ ...clientOptions(reach.aws), forcePathStyle: true });
      assert.equal((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status, 'Enabled');
      const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
      assert.equal(Rules?.[0].NoncurrentVersionExpiration?.NoncurrentDays, 30);
      const { ObjectLockConfiguration: lock } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
      assert.deepEqual(lock?.Rule?.DefaultRetention, { Days: 7, Mode: 'GOVERNANCE' });
      const { PublicAccessBlockConfiguration: shut } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
      assert.ok(Object.values(shut!).every(Boolean));
      const ask = awsClients(reach);
      const role = (await rolesOf(ask, clusterName))['postgres-copy'];
      const may = await inlineStatements(ask, role);
      assert.deepEqual(
        may.map(({ Action, Resource, Condition }) => [Action, Resource, Condition]),
        [
          [['s3:ListBucket'], [`arn:aws:s3:::${Bucket}`], { StringLike: { 's3:prefix': ['production/postgres/*'] } }],
          [
            ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
            [`arn:aws:s3:::${Bucket}/production/postgres/*`],
            undefined,
          ],
        ],
      );
      const { Condition } = await trust(ask, role);
      assert.equal(Condition.StringEquals['aws:RequestTag/kubernetes-service-account'], 'postgres-copy');
    },
  },
];
