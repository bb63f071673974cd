import { Command } from './command';
import { CommandFailed, Shell } from './shell';
import { State } from './terraform';
import { Workers } from '../model/facts';
import { MANIFEST } from '../project';

/** The workers of a colour, as its stack tells of them. */
export interface WorkersOf {
  readonly namespace: string;
  /** The names of their Deployments, which are their pods' component, too. */
  readonly workers: readonly string[];
  readonly state: State;
}

/** What Kubernetes says, by kubectl. */
export class Cluster {
  constructor(
    private readonly shell: Shell,
    private readonly context?: string,
  ) {}

  /** What the workers of a colour do, and which image web runs. */
  async ask(colour: WorkersOf): Promise<{ readonly workers: Workers; readonly image?: string }> {
    try {
      const { items } = JSON.parse(await this.shell.read(this.get(colour.namespace)));
      return { workers: this.workersAmong(items, colour), image: imageAmong(items) };
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      return { workers: { unknown: `kubectl: ${error.words}` } };
    }
  }

  /** What waits until the pods of a colour's workers are gone: they collect until their last moment. */
  awaitCommand({ namespace, workers }: Omit<WorkersOf, 'state'>): Command {
    const selector = `app.kubernetes.io/component in (${workers.join(', ')})`;
    const args = ['wait', 'pods', '--for=delete', `--selector=${selector}`, '--timeout=120s'];
    return { program: 'kubectl', args: [...this.inContext, `--namespace=${namespace}`, ...args] };
  }

  /** A Deployment of another cluster has another UID, and there no pod at all would look like workers that stopped. */
  private workersAmong(items: any[], { namespace, workers, state }: WorkersOf): Workers {
    if (!workers.length) return 'none';
    const deployments = items.filter(({ kind, metadata }) => kind === 'Deployment' && workers.includes(metadata.name));
    const known = workers.filter((name) =>
      deployments.some(({ metadata }) => metadata.name === name && metadata.uid === state.deployments[name]),
    );
    if (known.length < workers.length) {
      const lacking = workers.filter((name) => !known.includes(name)).join(' and ');
      return {
        unknown:
          `the cluster that kubectl speaks to has no ${lacking} in ${namespace}, or another one than Terraform made. ` +
          'Name the right one by --context',
      };
    }
    // One that is scaled may have no pod for want of work.
    const { scaledWorkers = [], workersState } = state.outputs[MANIFEST] ?? {};
    const kept = workersState === 'standby' ? [] : scaledWorkers;
    const wanted = deployments.filter(({ metadata, spec }) => spec.replicas > 0 || kept.includes(metadata.name)).length;
    if (wanted) return wanted === workers.length ? 'active' : 'partly';
    const pods = items.filter(
      ({ kind, metadata, status }) =>
        kind === 'Pod' &&
        workers.includes(metadata.labels?.['app.kubernetes.io/component']) &&
        !['Succeeded', 'Failed'].includes(status?.phase),
    );
    return pods.length ? 'stopping' : 'standby';
  }

  private get(namespace: string): Command {
    const args = ['get', 'deployments,pods', '--output=json'];
    return { program: 'kubectl', args: [...this.inContext, `--namespace=${namespace}`, ...args] };
  }

  private get inContext(): string[] {
    return this.context === undefined ? [] : [`--context=${this.context}`];
  }
}

function imageAmong(items: any[]): string | undefined {
  const web = items.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'web');
  return web?.spec.template.spec.containers[0].image;
}
