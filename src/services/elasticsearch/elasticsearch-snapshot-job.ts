import { Construct } from 'constructs';
import { DataJobs, toPods } from '../data-jobs';
import { DataNamespace } from '../data-namespace';
import { HTTP_PORT } from './elasticsearch-pod';
import { containerResources } from '../../platform/container-resources';

/** Internal: what the job is made from. */
export interface ElasticsearchSnapshotJobProps {
  readonly namespace: DataNamespace;
  /** Elasticsearch's own name; that of the job begins with it. */
  readonly name: string;
  /** Elasticsearch's image, which has all that the script needs, and is on the machines. */
  readonly image: string;
  readonly user: number;
  /** The ConfigMap with the script. */
  readonly files: string;
  readonly selector: { [label: string]: string };
  readonly schedule: string;
  readonly keep: number;
}

/** Internal: a CronJob that has Elasticsearch make a snapshot. Its pods reach Elasticsearch and nothing else. */
export function elasticsearchSnapshotJob(scope: Construct, id: string, props: ElasticsearchSnapshotJobProps): void {
  const { namespace, image, user, files, schedule, keep } = props;
  const name = `${props.name}-snapshot`;
  const jobs = new DataJobs(new Construct(scope, id), {
    namespace,
    name,
    selector: { 'app.kubernetes.io/name': 'elasticsearch-snapshot', 'app.kubernetes.io/instance': props.name },
    user,
    egress: [toPods(props.selector, HTTP_PORT)],
    badge: 'docnow.io/elasticsearch-client',
  });
  jobs.make('CronJob', {
    name,
    schedule,
    backoffLimit: 2,
    volume: [
      { name: 'files', configMap: { name: files } },
      // Bash keeps here what it is given in place of a file.
      { name: 'tmp', emptyDir: {} },
    ],
    container: {
      name: 'snapshot',
      image,
      command: ['bash', '/docnow/snapshot'],
      env: [
        { name: 'ELASTICSEARCH_URL', value: `http://${props.name}:${HTTP_PORT}` },
        { name: 'KEEP', value: String(keep) },
      ],
      resources: containerResources('10m', '32Mi', '64Mi'),
      volumeMount: [
        { name: 'files', mountPath: '/docnow', readOnly: true },
        { name: 'tmp', mountPath: '/tmp' },
      ],
    },
  });
}
