import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { CopiedFiles, copyScript, fetchScript } from './copy-scripts';
import { ObjectStoreCopiesProps } from './object-store-copies-props';
import { containerResources } from '../../platform/container-resources';
import { checkCron, NEVER } from '../../platform/cron';
import { resourcesOf } from '../../platform/dependencies';
import { toEndpoint } from '../../platform/egress';
import { checkImage } from '../../platform/image-reference';
import { invalid } from '../../platform/invalid';
import { IKubernetesCluster } from '../../platform/kubernetes-cluster';
import { ObjectStoreAccess } from '../../platform/object-store';
import { DataJobs } from '../data-jobs';
import { DataNamespace } from '../data-namespace';

/** Internal: what is copied where. */
export interface CopyJobsProps {
  readonly cluster: IKubernetesCluster;
  readonly namespace: DataNamespace;
  /** The name of what is backed up; those of the jobs begin with it. */
  readonly name: string;
  /** Whose files they are. */
  readonly user: number;
  /** The claim of the volume. */
  readonly claimName: string;
  readonly files: CopiedFiles;
  /** The property that the copies were asked for by, for errors. */
  readonly property: string;
  readonly copies: ObjectStoreCopiesProps;
}

/**
 * Internal: a CronJob that copies a volume of backups to an object store, and one that never runs by itself, from which an
 * operator fetches the copies. Their pods reach the object store and nothing else; by their account nobody else's do.
 */
export function makeCopyJobs(scope: Construct, id: string, props: CopyJobsProps): void {
  const { cluster, namespace, name, user, files, copies, property } = props;
  const { schedule = '13 * * * *', prefix = name, image = 'public.ecr.aws/aws-cli/aws-cli:2.32.2' } = copies;
  checkCron(scope, `${property}.schedule`, schedule);
  checkImage(scope, `${property}.image`, image);
  checkPrefix(scope, `${property}.prefix`, prefix);
  const made = new Construct(scope, id);
  const serviceAccountName = `${name}-copy`;
  const store = new Construct(made, 'Store');
  const access = copies.store.bind(store, 'Access', { cluster, namespace: namespace.name, serviceAccountName, prefix });
  const jobs = new DataJobs(made, {
    namespace,
    name: serviceAccountName,
    selector: { 'app.kubernetes.io/name': 'backup-copy', 'app.kubernetes.io/instance': name },
    user,
    egress: access.reaches.map(toEndpoint),
    dependsOn: [...resourcesOf(store), ...(access.dependable ? resourcesOf(access.dependable) : [])],
  });
  const runs = (script: string) => ({
    volume: [
      { name: 'backups', persistentVolumeClaim: { claimName: props.claimName } },
      { name: 'tmp', emptyDir: {} },
    ],
    container: {
      name: 'copy',
      image,
      // What Bash takes for a variable, Terraform takes for an expression.
      command: ['bash', '-c', script.split('${').join('$${')],
      env: [...variables(access), { name: 'PREFIX', value: prefix }, { name: 'FETCH', value: `${name}-fetch` }],
      resources: containerResources('100m', '128Mi', '512Mi'),
      volumeMount: [
        { name: 'backups', mountPath: FOLDER },
        { name: 'tmp', mountPath: '/tmp' },
      ],
    },
  });
  jobs.make('Copy', { name: `${name}-copy`, schedule, backoffLimit: 2, ...runs(copyScript(files)) });
  jobs.make('Fetch', {
    name: `${name}-fetch`,
    schedule: NEVER,
    suspend: true,
    backoffLimit: 0,
    ...runs(fetchScript(files)),
  });
}

const FOLDER = '/backups';

function variables({ bucketName, region, endpointUrl, keys }: ObjectStoreAccess) {
  const said = {
    FOLDER,
    BUCKET: bucketName,
    // The AWS CLI keeps files at home.
    HOME: '/tmp',
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    // Of what others than AWS serve, most know none of the checksums that the CLI adds by itself.
    ...(endpointUrl === undefined
      ? {}
      : {
          AWS_ENDPOINT_URL: endpointUrl,
          AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
          AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
        }),
  };
  const secret = keys ? { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey } : {};
  return [
    ...Object.entries(said).map(([name, value]) => ({ name, value })),
    ...Object.entries(secret).map(([name, { secretName, key }]) => ({
      name,
      valueFrom: { secretKeyRef: { name: secretName, key } },
    })),
  ];
}

function checkPrefix(scope: Construct, property: string, prefix: string): void {
  if (Token.isUnresolved(prefix) || /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)*$/.test(prefix)) return;
  throw invalid(scope, {
    property,
    value: prefix,
    because: 'which is not made of lower case letters, digits and hyphens, with single slashes between',
    wayOut: 'Use such as production/elasticsearch.',
  });
}
