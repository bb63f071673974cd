import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CoreV1Api } from '@kubernetes/client-node';
import { clientOptions } from './aws/client-options';
import { startAws } from './aws/start';
import { startKube } from './kube/control-plane';
import { PodManager } from './pods/pod-manager';
import { hostIn } from './pods/programs/host';
import { Registrar } from './pods/registrar/registrar';
import { temporaryFolder } from './processes/temporary-folder';
import { Rig } from './rig';
import { chooseRunner } from './terraform/choose-runner';
import { findProviders } from './terraform/providers';
import { ensureTools } from './tools/ensure-tools';

/** How a rig is started. */
export interface RigOptions {
  /** Told what is under way, a line at a time. */
  readonly say?: (line: string) => void;
}

/** Starts all of it. @throws with what did not start; nothing is left then */
export async function startRig({ say = console.error }: RigOptions = {}): Promise<Rig> {
  const tools = await ensureTools({ say });
  const folder = await temporaryFolder('docnow-rig-');
  const troubles: string[] = [];
  const running: { stop(): Promise<unknown> | void }[] = [{ stop: () => folder.delete() }];
  const stop = async () => {
    for (const part of running.splice(0).reverse()) await part.stop();
  };
  const started = <Part extends { stop(): Promise<unknown> | void }>(part: Part): Part => {
    running.push(part);
    return part;
  };
  try {
    const providers = await findProviders(tools, folder.path);
    say(providers.source);
    const aws = started(await startAws(tools, folder.path));
    const kube = started(await startKube(tools, folder.path));
    const elbv2 = new ElasticLoadBalancingV2Client(clientOptions(aws));
    started({ stop: () => elbv2.destroy() });
    const report = (trouble: string) => void troubles.push(trouble);
    const host = hostIn(folder.path, kube.config.makeApiClient(CoreV1Api));
    // DocNow keeps a connection for 75 s, longer than the load balancer does.
    const pods = started(new PodManager(kube.config, { host, keepAliveMilliseconds: 75_000, report }));
    started(new Registrar(kube.config, { elbv2, addressOf: (uid) => pods.addressOf(uid), report }));
    return {
      dir: folder.path,
      aws,
      kube,
      pods,
      host,
      tools,
      providers,
      troubles,
      stack: (name, stack) => chooseRunner(name, stack, { dir: folder.path, tools, providers, aws, kube, say }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
