import { execFile } from 'node:child_process';
import { Ask } from '../rig/applier/connection';
import { KubeObject, nameOf } from '../rig/applier/objects';

/** A check of kube-score's that an object does not pass. */
export interface Finding {
  readonly check: string;
  /** Kind, namespace and name, such as `Deployment.apps docnow-blue/web`. */
  readonly resource: string;
  readonly comments: string[];
}

/** The kinds that kube-score has checks for, and those that its checks look up. */
const KINDS = {
  v1: ['Service', 'Pod'],
  'apps/v1': ['Deployment', 'StatefulSet', 'DaemonSet'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['Job', 'CronJob'],
  'networking.k8s.io/v1': ['Ingress', 'NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
};

/**
 * All objects of these kinds in namespaces of DocNow, as they are on the server; not those that controllers made.
 *
 * @param among the names of the namespaces. @default - all of DocNow's
 */
export async function appliedObjects(ask: Ask, among?: readonly string[]): Promise<KubeObject[]> {
  const selector = encodeURIComponent('app.kubernetes.io/part-of=docnow');
  const all: KubeObject[] = (await ask({ path: `/api/v1/namespaces?labelSelector=${selector}` })).items;
  const namespaces = all.filter(({ metadata }) => !among || among.includes(metadata.name));
  const lists = namespaces.flatMap(({ metadata }) =>
    Object.entries(KINDS).flatMap(([apiVersion, kinds]) =>
      kinds.map(async (kind) => {
        const root = apiVersion.includes('/') ? 'apis' : 'api';
        const plural = `${kind.toLowerCase()}s`.replace(/([sy])s$/, (_, last) => (last === 'y' ? 'ies' : 'ses'));
        const { items } = await ask({ path: `/${root}/${apiVersion}/namespaces/${metadata.name}/${plural}` });
        return items.map((item: object) => ({ ...item, apiVersion, kind }) as KubeObject);
      }),
    ),
  );
  return (await Promise.all(lists)).flat().filter(({ metadata }) => !metadata.ownerReferences?.length);
}

/** Runs kube-score. @throws when it could not read the objects */
export async function scan(program: string, objects: readonly KubeObject[]): Promise<Finding[]> {
  // Every check that its authors switch on by default, and no object may excuse itself by an annotation.
  const args = ['score', '--output-format=json', '--disable-ignore-checks-annotations', '-'];
  const written = await new Promise<string>((resolve, reject) => {
    const running = execFile(program, args, { maxBuffer: 1e8 }, (error, stdout, stderr) => {
      // 1: something was found.
      if (error && error.code !== 1) reject(new Error(`kube-score: ${error.message} ${stderr}`));
      else resolve(stdout);
    });
    running.stdin!.end(objects.map(({ status, ...object }) => `---\n${JSON.stringify(object)}\n`).join(''));
  });
  const scored: any[] = JSON.parse(written);
  if (scored.length === 0) throw new Error('kube-score saw no object');
  return scored.flatMap(({ type_meta: type, object_meta: metadata, checks }) =>
    checks
      .filter(({ skipped, grade }: any) => !skipped && grade < ALL_OK)
      .map(({ check, comments }: any) => ({
        check: check.id,
        resource: nameOf({ ...type, metadata }),
        comments: (comments ?? []).map(({ path, summary }: any) => (path ? `${path}: ${summary}` : summary)),
      })),
  );
}

/** kube-score's grade without a remark. */
const ALL_OK = 10;
