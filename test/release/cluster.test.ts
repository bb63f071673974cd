import { Cluster } from '../../src/release/tools/cluster';
import { Command } from '../../src/release/tools/command';
import { CommandFailed, Shell } from '../../src/release/tools/shell';

const WORKERS = ['stream-loader', 'url-fetcher'];
const colour = {
  namespace: 'docnow-blue',
  workers: WORKERS,
  state: { outputs: {}, deployments: { 'stream-loader': 'uid-1', 'url-fetcher': 'uid-2' }, empty: false },
};

const deployment = (name: string, replicas: number, uid = colour.state.deployments[name as 'stream-loader']) => ({
  kind: 'Deployment',
  metadata: { name, uid },
  spec: { replicas, template: { spec: { containers: [{ image: 'docnow:1' }] } } },
});
const pod = (component: string, phase: string) => ({
  kind: 'Pod',
  metadata: { labels: { 'app.kubernetes.io/component': component } },
  status: { phase },
});

/** What is found where kubectl answers with these objects, or fails. */
async function found(answer: object[] | Error, outputs = {}) {
  const shell = new Shell();
  const asked: Command[] = [];
  jest.spyOn(shell, 'read').mockImplementation(async (command) => {
    asked.push(command);
    if (answer instanceof Error) throw answer;
    return JSON.stringify({ items: answer });
  });
  return { ...(await new Cluster(shell, 'eu').ask({ ...colour, state: { ...colour.state, outputs } })), asked };
}

const both = (replicas: number) => WORKERS.map((name) => deployment(name, replicas));

describe("a colour's workers", () => {
  test.each<[string, object[], string]>([
    ['active', both(1), 'active'],
    ['partly active', [deployment('stream-loader', 1), deployment('url-fetcher', 0)], 'partly'],
    ['stopping while a pod is there, on its way out or not', [...both(0), pod('stream-loader', 'Running')], 'stopping'],
    ['at rest when what is left has ended', [...both(0), pod('stream-loader', 'Failed')], 'standby'],
    ['at rest whatever pods web has', [...both(0), pod('web', 'Running')], 'standby'],
  ])('are %s', async (_, items, state) => expect((await found(items)).workers).toBe(state));

  test.each([
    ['active', 'active'],
    ['draining', 'active'],
    ['standby', 'partly'],
  ])('without work, where they are scaled and were %s last, are %s', async (workersState, state) => {
    const idle = [deployment('stream-loader', 1), deployment('url-fetcher', 0)];
    const outputs = { docnow_release: { scaledWorkers: ['url-fetcher'], workersState } };
    expect((await found(idle, outputs)).workers).toBe(state);
  });

  test('are unknown where another cluster answers: no pod of it says that they have stopped', async () => {
    const words =
      'the cluster that kubectl speaks to has no stream-loader and url-fetcher in docnow-blue, or another one than ' +
      'Terraform made. Name the right one by --context';
    expect((await found([])).workers).toEqual({ unknown: words });
    const others = WORKERS.map((name) => deployment(name, 0, 'uid-of-another'));
    expect((await found(others)).workers).toEqual({ unknown: words });
  });

  test('are unknown where none answers', async () => {
    const failed = new CommandFailed({ program: 'kubectl', args: [] }, 'connection refused');
    expect((await found(failed)).workers).toEqual({ unknown: 'kubectl: connection refused' });
  });

  test('are asked for in the context that was named', async () => {
    const { asked, image } = await found([...both(1), { ...deployment('web', 2), metadata: { name: 'web' } }]);
    const args = ['--context=eu', '--namespace=docnow-blue', 'get', 'deployments,pods', '--output=json'];
    expect(asked).toEqual([{ program: 'kubectl', args }]);
    expect(image).toBe('docnow:1');
  });
});
