import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { Kinds } from './kinds';
import { KubeObject } from './objects';

/** Renders releases by helm itself. */
export class Charts {
  constructor(
    /** The path of helm, asked for when the first chart comes. */
    private readonly helm: () => Promise<string>,
    /** Where Terraform runs: charts are named relative to it. */
    private readonly folder: string,
    private readonly kinds: Kinds,
    private readonly serverVersion: () => Promise<string>,
  ) {}

  /** @throws when helm refuses, with its words, or the chart has hooks, which nobody would run here */
  async render(body: any): Promise<KubeObject[]> {
    const namespace = body.namespace ?? 'default';
    if (body.create_namespace) throw new Error(`helm_release ${body.name}: create_namespace is not played`);
    const args = ['template', body.name, body.chart, '--namespace', namespace, '--include-crds', '--skip-tests'];
    args.push('--kube-version', await this.serverVersion(), ...(await this.apiVersions()), ...settings(body));
    const scratch = await mkdtemp(join(tmpdir(), 'docnow-chart-'));
    try {
      for (const [index, values] of (body.values ?? []).entries()) {
        const file = join(scratch, `values-${index}.yaml`);
        await writeFile(file, values, { mode: 0o600 });
        args.push('--values', file);
      }
      return await this.owned(await this.run(args), body.name, namespace);
    } catch (error: any) {
      throw new Error(`helm_release ${body.name}: ${error.stderr || error.message}`, { cause: error });
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  private async run(args: string[]): Promise<KubeObject[]> {
    const options = { cwd: this.folder, maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)(await this.helm(), args, options);
    return parseAllDocuments(stdout).flatMap((document: any) => document.toJS() ?? []);
  }

  /** Adds what helm itself writes onto the objects of a release. */
  private async owned(objects: KubeObject[], release: string, namespace: string): Promise<KubeObject[]> {
    const kinds = await this.kinds.all();
    return objects.map((object) => {
      const { apiVersion, kind, metadata } = object;
      if (metadata.annotations?.['helm.sh/hook']) {
        throw new Error(`${kind} ${metadata.name} is a hook, which nobody would run without Terraform's provider`);
      }
      const helm = { 'meta.helm.sh/release-name': release, 'meta.helm.sh/release-namespace': namespace };
      // Of a kind that the chart itself brings the namespace is taken as it stands.
      const known = kinds.find((one) => one.apiVersion === apiVersion && one.kind === kind);
      return {
        ...object,
        metadata: {
          ...metadata,
          ...(known?.namespaced && { namespace: metadata.namespace ?? namespace }),
          labels: { ...metadata.labels, 'app.kubernetes.io/managed-by': 'Helm' },
          annotations: { ...metadata.annotations, ...helm },
        },
      };
    });
  }

  private async apiVersions(): Promise<string[]> {
    const all = await this.kinds.all();
    return all.flatMap(({ apiVersion, kind }) => [
      '--api-versions',
      apiVersion,
      '--api-versions',
      `${apiVersion}/${kind}`,
    ]);
  }
}

function settings(body: any): string[] {
  const result: string[] = [];
  for (const { name, value, type } of [...(body.set ?? []), ...(body.set_sensitive ?? [])]) {
    const flag = { string: '--set-string', literal: '--set-literal' }[type as string] ?? '--set';
    result.push(flag, `${name}=${value}`);
  }
  for (const { name, value } of body.set_list ?? []) result.push('--set', `${name}={${value.join(',')}}`);
  if (body.repository) result.push('--repo', body.repository);
  if (body.version) result.push('--version', body.version);
  return result;
}
