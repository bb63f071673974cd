import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts } from '../processes/free-ports';
import { Program, startProgram } from '../processes/program';
import { until } from '../processes/until';

/** What to start. */
export interface ElasticsearchOptions {
  /** The program, from `ensureElasticsearch`. */
  readonly program: string;
  /** Where data, snapshots and logs go; made if need be, and left for whoever made it to delete. */
  readonly dir: string;
  /** How many nodes to begin with. @default 1 */
  readonly nodes?: number;
  /** How many there may be later: they have to know each other's ports. @default nodes */
  readonly most?: number;
  /** Settings of a node beside those that place it on this machine. @default - a quorum for `nodes` */
  readonly settings?: (name: string) => { readonly [setting: string]: string };
}

/** One node. */
export interface ElasticsearchNode {
  /** `elasticsearch-0` and so on, as in a StatefulSet. */
  readonly name: string;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Kills it, as the loss of a machine does; its data stay. */
  stop(): Promise<void>;
}

/** An Elasticsearch that runs until it is stopped, or this process leaves. */
export interface RunningElasticsearch {
  /** Of the first node: `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly nodes: readonly ElasticsearchNode[];
  /** The folder that all nodes may keep snapshots in (`path.repo`). */
  readonly repository: string;
  /** Starts the node of that number, new or stopped before, and waits until it answers. */
  start(ordinal: number, settings?: { readonly [setting: string]: string }): Promise<ElasticsearchNode>;
  /** Asks the first node. @returns the answer's JSON @throws with Elasticsearch's words */
  ask<T = unknown>(path: string, method?: string, body?: unknown): Promise<T>;
  stop(): Promise<void>;
}

/**
 * Starts Elasticsearch on free ports of loopback, and waits until all nodes have found each other.
 *
 * @throws with the last lines of the node that ended, when one does not start; nothing is left running then
 */
export async function startElasticsearch(options: ElasticsearchOptions): Promise<RunningElasticsearch> {
  const { program, dir, nodes: count = 1, most = count } = options;
  const quorum = String(Math.floor(count / 2) + 1);
  const settingsOf = options.settings ?? (() => ({ 'discovery.zen.minimum_master_nodes': quorum }));
  const ports = await freePorts(2 * most);
  const hosts = ports.slice(most).map((port) => `127.0.0.1:${port}`);
  const repository = join(dir, 'snapshots');
  const running = new Map<number, { readonly node: ElasticsearchNode; readonly program: Program }>();
  const url = `http://127.0.0.1:${ports[0]}`;

  async function start(ordinal: number, settings?: { readonly [setting: string]: string }) {
    const name = `elasticsearch-${ordinal}`;
    const home = join(dir, name);
    await mkdir(home, { recursive: true });
    const own = {
      'cluster.name': 'elasticsearch',
      'discovery.zen.ping.unicast.hosts': hosts.join(','),
      // Nobody waits three seconds here to see who else comes: all ports are known.
      'discovery.zen.ping_timeout': '1s',
      ...(settings ?? settingsOf(name)),
      'node.name': name,
      'network.host': '127.0.0.1',
      'http.port': String(ports[ordinal]),
      'transport.tcp.port': String(ports[most + ordinal]),
      'path.home': home,
      'path.data': join(home, 'data'),
      'path.repo': repository,
    };
    const args = Object.entries(own).map(([setting, value]) => `-E${setting}=${value}`);
    const started = startProgram(program, args, { name, log: join(dir, `${name}.log`), cwd: home });
    const node = { name, url: `http://127.0.0.1:${ports[ordinal]}`, stop: () => started.stop() };
    running.set(ordinal, { node, program: started });
    const answers = async () => (await fetch(`${node.url}/_cluster/health?local=true`)).ok;
    await until(`${name} answers`, 60, answers, [started]);
    return node;
  }

  async function ask<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }

  const stop = async () => void (await Promise.all([...running.values()].map(({ node }) => node.stop())));
  try {
    await mkdir(repository, { recursive: true });
    await Promise.all(Array.from({ length: count }, (_, ordinal) => start(ordinal)));
    await until('all nodes have joined', 60, async () => {
      const { number_of_nodes } = await ask<{ number_of_nodes: number }>('_cluster/health?local=true');
      return number_of_nodes === count;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    repository,
    start,
    ask,
    stop,
    get nodes() {
      return [...running.values()].filter((one) => one.program.ending === undefined).map(({ node }) => node);
    },
  };
}
