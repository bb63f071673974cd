import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RunningElasticsearch } from '../rig/elasticsearch/elasticsearch';

/** What a command came to. */
export interface Said {
  readonly code: number;
  readonly words: string;
}

/** A pod's files in place of `/docnow`, and commands typed as if into that pod. */
export class PodFiles {
  private readonly folder: string;

  constructor(private readonly dir: string) {
    this.folder = join(dir, 'docnow');
  }

  /** Puts a ConfigMap's files there. */
  async put(files: Readonly<Record<string, string>>): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(this.folder, name), text)));
  }

  /**
   * Types a command, in which `kubectl exec POD -- COMMAND` runs the command here, as if in the pod of that node.
   *
   * @param env what the container is given beside what says where it is
   */
  async type(
    command: string,
    elasticsearch: Pick<RunningElasticsearch, 'url' | 'repository'>,
    { node = 'elasticsearch-0', url = elasticsearch.url, env = {} }: { node?: string; url?: string; env?: {} } = {},
  ): Promise<Said> {
    const kubectl = 'kubectl() { while [ "$1" != -- ]; do shift; done; shift; "$@"; }\n';
    const here = command.replaceAll('/docnow/', `${this.folder}/`);
    const place = { HOSTNAME: node, JOINED: join(this.dir, `${node}.joined`), SNAPSHOTS: elasticsearch.repository };
    const options = { env: { ...process.env, ...env, ...place, ELASTICSEARCH_URL: url, PAUSE: '0.2' } };
    return promisify(execFile)('bash', ['-c', kubectl + here], options).then(
      ({ stdout, stderr }) => ({ code: 0, words: stdout + stderr }),
      ({ code, stdout, stderr }) => ({ code, words: `${stdout}${stderr}` }),
    );
  }
}
