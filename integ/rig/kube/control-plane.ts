import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { apiServer, controllerManager, etcd, kwok, scheduler } from './command-lines';
import { administrator, authority, makeCredentials } from './credentials';
import { Kube } from './kube';
import { joinNodes, nodesReady } from './nodes';
import { Provisioner, provisionVolumes } from './volumes';
import { installBindingKind } from '../pods/registrar/binding-kind';
import { freePorts } from '../processes/free-ports';
import { Program, startProgram } from '../processes/program';
import { until } from '../processes/until';
import { Tools } from '../tools/tools';

/** A control plane that runs until it is stopped, or this process leaves. */
export interface RunningKube extends Kube {
  /** Troubles since the start that nobody waited for, such as a volume that could not be made. */
  readonly troubles: readonly string[];
  stop(): Promise<void>;
}

/**
 * Starts a Kubernetes control plane with nodes of both groups on free ports of loopback, and waits until it takes pods.
 *
 * @param dir where its files and logs go; made if need be, and left for whoever made it to delete
 * @param say told what it is at
 * @throws with the last lines of the program that ended, when one does not start; nothing is left running then
 */
export async function startKube(
  tools: Tools,
  dir: string,
  say: (line: string) => void = () => {},
): Promise<RunningKube> {
  const programs: Program[] = [];
  const troubles: string[] = [];
  let volumes: Provisioner | undefined;
  const stop = async () => {
    await volumes?.stop();
    await Promise.all(programs.map((program) => program.stop()));
  };
  const start = (path: string, name: string, args: string[]) => {
    programs.push(startProgram(path, args, { name, log: join(dir, `${name}.log`), cwd: dir }));
  };
  try {
    await mkdir(dir, { recursive: true });
    const credentials = await makeCredentials(dir);
    const [etcdPort, peerPort, port] = await freePorts(3);
    const server = `https://127.0.0.1:${port}`;
    start(tools.etcd, 'etcd', etcd(dir, etcdPort, peerPort));
    start(tools.kubeApiserver, 'kube-apiserver', apiServer(etcdPort, port, credentials));
    say('waiting for the Kubernetes API server');
    let ca = '';
    let config = new KubeConfig();
    const answers = async () => {
      ca ||= await authority(credentials);
      config = administrator(server, ca, credentials.token);
      await config.makeApiClient(CoreV1Api).readNamespace({ name: 'default' });
      return true;
    };
    await until('the API server answers', 60, answers, programs);
    const [kubeconfigPath, caFile] = [join(dir, 'kubeconfig'), join(dir, 'ca.crt')];
    await writeFile(kubeconfigPath, config.exportConfig(), { mode: 0o600 });
    await writeFile(caFile, ca);
    start(
      tools.kubeControllerManager,
      'kube-controller-manager',
      controllerManager(kubeconfigPath, caFile, credentials),
    );
    start(tools.kubeScheduler, 'kube-scheduler', scheduler(kubeconfigPath));
    start(tools.kwok, 'kwok', kwok(kubeconfigPath));
    volumes = await provisionVolumes(config, (trouble) => troubles.push(trouble));
    say('waiting for the nodes');
    await Promise.all([joinNodes(config), installBindingKind(config)]);
    await until('all nodes are ready', 60, () => nodesReady(config), programs);
    return { server, ca, token: credentials.token, kubeconfigPath, config, troubles, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
