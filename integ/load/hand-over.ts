import assert from 'node:assert/strict';
import { CoreV1Api, V1Pod } from '@kubernetes/client-node';
import { podOf, Running } from './manifests';
import { Stores } from './stores';
import { until } from '../rig/processes/until';

/** How many URLs of one url-fetcher are looked up at a time: so many are lost when it ends, however it ends. */
const CONCURRENCY = 5;

/** What became of the URLs of a list. */
export interface Accounts {
  readonly given: number;
  readonly left: number;
  readonly fetched: number;
}

/** Workers as bare pods, on real stores. */
export class Workers {
  public constructor(
    private readonly core: CoreV1Api,
    private readonly stores: Stores,
  ) {}

  /** Starts a worker. @returns its pod, once its program runs */
  public async start(namespace: string, program: string, running?: Running): Promise<V1Pod> {
    const name = `${program}-${Math.random().toString(36).slice(2, 8)}`;
    await this.core.createNamespacedPod({ namespace, body: { metadata: { name }, spec: podOf(program, running) } });
    const there = () => this.core.readNamespacedPod({ namespace, name });
    await until(`${name} runs`, 60, async () => (await there()).status?.phase === 'Running');
    return there();
  }

  /** Stops a worker, and waits until it is gone. */
  public async stop({ metadata }: V1Pod): Promise<void> {
    const { namespace, name } = { namespace: metadata!.namespace!, name: metadata!.name! };
    await this.core.deleteNamespacedPod({ namespace, name });
    const gone = () =>
      this.core.readNamespacedPod({ namespace, name }).then(
        () => false,
        ({ code }) => code === 404,
      );
    await until(`${name} is gone`, 30, gone);
  }

  /** Waits until a loader has stored something more. */
  public async loads({ metadata }: V1Pod): Promise<void> {
    const count = async () =>
      (await this.stores.query(`select 1 from tweet where loader = '${metadata!.name}'`)).length;
    const before = await count();
    await until(`${metadata!.name} loads`, 30, async () => (await count()) > before + 5);
  }

  /** The numbers that stand there more than once. */
  public twice(): Promise<string[]> {
    return this.stores.query('select number from tweet group by number having count(*) > 1');
  }

  /** Hands URLs to the fetchers, by the list that all share. */
  public async queue(count: number): Promise<void> {
    const urls = Array.from({ length: count }, (_, index) =>
      JSON.stringify({ search: { id: 1 }, url: `http://u/${index}` }),
    );
    await this.stores.redis.cli('LPUSH', 'urlqueue', ...urls);
  }

  public async accounts(given: number): Promise<Accounts> {
    const { cli } = this.stores.redis;
    return { given, left: Number(await cli('LLEN', 'urlqueue')), fetched: Number(await cli('ZCARD', 'urls:1')) };
  }
}

/** How many URLs are lost. @throws when it is more than were under way */
export function lostUrls({ given, left, fetched }: Accounts): number {
  const lost = given - left - fetched;
  assert.ok(left > 0 && fetched > 0, `${left} left, ${fetched} fetched: stopped too early or too late`);
  assert.ok(lost >= 0 && lost <= CONCURRENCY, `${lost} URLs are lost`);
  return lost;
}
