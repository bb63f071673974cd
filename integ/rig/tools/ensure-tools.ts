import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from './build';
import { placesOf } from './cache';
import { onPath } from './on-path';
import { Recipe } from './recipe';
import { ACTIONLINT, HELM, KEDA_ADAPTER, KEDA_OPERATOR, KUBECTL, KUBE_SCORE, PROMQL_CHECK, RECIPES } from './recipes';
import { Tools } from './tools';
import { checkRequirements } from '../requirements/requirements';

/** What to see to, and where to tell about it. */
export interface EnsureOptions {
  /** Whether helm is needed too. @default false */
  readonly helm?: boolean;
  /** Where the lines go that tell what a build is at. @default standard error */
  readonly say?: (line: string) => void;
}

/**
 * Sees to it that all tools are there; those missing are built, which takes about 20 minutes on 2 cores the first time.
 *
 * @throws when the machine lacks something, or a build failed, with its last lines
 */
export async function ensureTools({ helm = false, say = console.error }: EnsureOptions = {}): Promise<Tools> {
  await checkRequirements({ helm });
  await build([...Object.values(RECIPES), ...(helm ? [HELM] : [])], { say });
  const path = (name: keyof typeof RECIPES) => placesOf(RECIPES[name]).program;
  return {
    terraform: onPath('terraform')!,
    fakecloud: path('fakecloud'),
    etcd: path('etcd'),
    kubeApiserver: path('kubeApiserver'),
    kubeControllerManager: path('kubeControllerManager'),
    kubeScheduler: path('kubeScheduler'),
    kwok: path('kwok'),
    helm: helm ? placesOf(HELM).program : undefined,
  };
}

/** Sees to helm alone. @returns its path */
export const ensureHelm = (say?: (line: string) => void) => ensureOne(HELM, say);

/** Sees to kube-score alone. @returns its path */
export const ensureKubeScore = (say?: (line: string) => void) => ensureOne(KUBE_SCORE, say);

/** Sees to the parser of Prometheus alone. @returns its path */
export const ensurePromqlCheck = (say?: (line: string) => void) => ensureOne(PROMQL_CHECK, say);

/** KEDA's programs, and the folder of the definitions of its kinds. */
export interface KedaPrograms {
  readonly operator: string;
  readonly adapter: string;
  readonly kinds: string;
}

/** Sees to KEDA alone. */
export async function ensureKeda(say?: (line: string) => void): Promise<KedaPrograms> {
  const [operator, adapter] = [await ensureOne(KEDA_OPERATOR, say), await ensureOne(KEDA_ADAPTER, say)];
  const args = ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', 'github.com/kedacore/keda/v2'];
  const { stdout } = await promisify(execFile)('go', args, { cwd: join(__dirname, 'modules', 'keda') });
  return { operator, adapter, kinds: join(stdout.trim(), 'config', 'crd', 'bases') };
}

/** Sees to actionlint alone. @returns its path */
export const ensureActionlint = (say?: (line: string) => void) => ensureOne(ACTIONLINT, say);

async function ensureOne(recipe: Recipe, say: (line: string) => void = console.error): Promise<string> {
  await build([recipe], { say });
  return placesOf(recipe).program;
}

/** This machine's own kubectl, else one that is built. @returns its path */
export const ensureKubectl = async (say?: (line: string) => void) => onPath('kubectl') ?? ensureOne(KUBECTL, say);
