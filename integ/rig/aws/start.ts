import { devNull } from 'node:os';
import { join } from 'node:path';
import { Aws } from './aws';
import { Faults } from './faults';
import { allMends } from './mends/all';
import { startProxy } from './proxy';
import { freePorts } from '../processes/free-ports';
import { startProgram } from '../processes/program';
import { until } from '../processes/until';
import { Tools } from '../tools/tools';

/** The region that fakecloud plays, if not told otherwise. */
const REGION = 'us-east-1';

/** An emulated AWS that can be stopped. */
export interface StartedAws extends Aws {
  /** fakecloud itself, without the proxy: `http://127.0.0.1:PORT`. What goes there is neither counted nor mended. */
  readonly direct: string;
  /** What goes wrong between clients and fakecloud. */
  readonly faults: Faults;
  stop(): Promise<void>;
}

/**
 * Starts fakecloud on loopback and the proxy before it.
 *
 * @param tools where fakecloud is
 * @param dir a folder for its log
 * @param flags more of fakecloud's own, such as `--iam strict`
 * @throws with fakecloud's last lines, when it does not answer within 30 s
 */
export async function startAws(tools: Pick<Tools, 'fakecloud'>, dir: string, ...flags: string[]): Promise<StartedAws> {
  const [port] = await freePorts(1);
  const direct = `http://127.0.0.1:${port}`;
  const fakecloud = startProgram(tools.fakecloud, ['--addr', `127.0.0.1:${port}`, '--region', REGION, ...flags], {
    name: 'fakecloud',
    log: join(dir, 'fakecloud.log'),
    cwd: dir,
  });
  const healthy = async () => (await fetch(`${direct}/_fakecloud/health`)).ok;
  try {
    await until('fakecloud answers', 30, healthy, [fakecloud]);
    const proxy = await startProxy(port, allMends());
    const endpoint = `http://127.0.0.1:${proxy.port}`;
    const stop = async () => {
      await proxy.stop();
      await fakecloud.stop();
    };
    return {
      endpoint,
      direct,
      region: REGION,
      env: environment(endpoint),
      calls: proxy.calls,
      faults: proxy.faults,
      stop,
    };
  } catch (error) {
    await fakecloud.stop();
    throw error;
  }
}

function environment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: REGION,
    // fakecloud's own root; it asks nobody for a signature.
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    // No profile of this machine's user has a say.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}
