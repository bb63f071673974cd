import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AuthorizationV1Api, BatchV1Api, V1Container } from '@kubernetes/client-node';
import { Trial } from '../rig/applier/trial';

const COPIES = 'docnow-copied-secrets';

/** The values in the data namespace, and their copies. */
export async function values(trial: Trial, data: string, namespace: string) {
  const read = async (name: string, of: string) =>
    (await trial.core.readNamespacedSecret({ name, namespace: of })).data!;
  const born = { ...(await read('cookie-secret', data)), ...(await read('db-password', data)) };
  return { born, copies: await read(COPIES, namespace).catch(() => undefined) };
}

/** Runs the copying program as the Job's pod would, with its own account's token. */
export async function copy(trial: Trial, namespace: string): Promise<void> {
  const token = await tokenOf(trial, namespace);
  assert.match(await run(trial, await jobOf(trial, namespace), token), /^copied COOKIE_SECRET, DB_PASSWORD to /);
}

/** The version of the copy, which changes whenever it is written anew. */
export async function versionOfCopy(trial: Trial, namespace: string): Promise<string> {
  return (await trial.core.readNamespacedSecret({ name: COPIES, namespace })).metadata!.resourceVersion!;
}

/** The container of the Job, as the API server has it. */
async function jobOf(trial: Trial, namespace: string): Promise<V1Container> {
  const { spec } = await trial.kube.config
    .makeApiClient(BatchV1Api)
    .readNamespacedJob({ name: 'copy-secrets', namespace });
  return spec!.template.spec!.containers[0];
}

/** A token as the pod would have it. */
async function tokenOf(trial: Trial, namespace: string): Promise<string> {
  const body = { spec: { audiences: [] as string[], expirationSeconds: 600 } };
  const { status } = await trial.core.createNamespacedServiceAccountToken({ name: 'copy-secrets', namespace, body });
  return status!.token;
}

/** Runs the program of a container here, with its environment, as a kubelet would. @returns what it wrote */
async function run(trial: Trial, { command, env }: V1Container, token: string): Promise<string> {
  const folder = join(trial.folder.path, 'credentials');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'token'), token, { mode: 0o600 });
  await writeFile(join(folder, 'ca.crt'), trial.kube.ca);
  const own = Object.fromEntries(env!.map(({ name, value }) => [name, value!]));
  const { hostname, port } = new URL(trial.kube.server);
  const [program, ...args] = command!;
  const there = { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port, CREDENTIALS: folder };
  const { stdout } = await promisify(execFile)(program, args, { env: { PATH: process.env.PATH, ...own, ...there } });
  return stdout;
}

/** Asks the API server what the account may do. */
export async function mayDoNothingElse(trial: Trial, namespace: string, data: string): Promise<void> {
  const api = trial.kube.config.makeApiClient(AuthorizationV1Api);
  const user = `system:serviceaccount:${namespace}:copy-secrets`;
  const may = async (verb: string, where: string, name?: string, resource = 'secrets') => {
    const resourceAttributes = { group: '', resource, verb, namespace: where, name };
    const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
    const { status } = await api.createSubjectAccessReview({ body: { spec: { user, groups, resourceAttributes } } });
    return status!.allowed;
  };
  const allowed = [
    ['get', data, 'cookie-secret'],
    ['get', data, 'db-password'],
    ['create', namespace, COPIES],
    ['patch', namespace, COPIES],
  ] as const;
  const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];
  for (const where of [data, namespace, 'default', 'kube-system']) {
    for (const name of ['cookie-secret', 'db-password', COPIES, 'twitter', undefined]) {
      for (const verb of verbs) {
        const expected = allowed.some((one) => one[0] === verb && one[1] === where && one[2] === name);
        assert.equal(await may(verb, where, name), expected, `${verb} ${where}/${name}`);
      }
    }
    for (const resource of ['pods', 'configmaps', 'serviceaccounts/token', 'pods/exec']) {
      assert.equal(await may('create', where, undefined, resource), false, resource);
    }
  }
}
