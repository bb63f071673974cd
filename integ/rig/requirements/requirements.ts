import { Facts, facts } from './facts';
import { Recipe, title } from '../tools/recipe';
import { HELM, RECIPES } from '../tools/recipes';

/** The oldest versions that do. */
const NODE = '20.0.0';
const TERRAFORM = '1.11.0';
const GO = '1.24.0';
const CARGO = '1.89.0';

const GB = 1e9;
/** What temporary folders and logs take, and what building everything takes, caches of Go and cargo included. */
const SPACE_TO_RUN = 1 * GB;
const SPACE_TO_BUILD = 8 * GB;

/**
 * Looks whether this machine has what the rig needs, before anything is started.
 *
 * @throws one error that names everything that is missing or too old, and what to do about each
 */
export async function checkRequirements({ helm = false } = {}): Promise<void> {
  const lacks = unmet(await facts([...Object.values(RECIPES), ...(helm ? [HELM] : [])]));
  if (lacks.length > 0) throw new Error(['This machine lacks what is needed:', ...lacks].join('\n- '));
}

/** What a machine lacks, a line each: what, what was found, and the way out. */
export function unmet({ node, terraform, go, cargo, cc, cache, free, toBuild }: Facts): string[] {
  const lacks: string[] = [];
  const need = (name: string, found: string | undefined, least: string, why: string, wayOut: string) => {
    if (found !== undefined && atLeast(found, least)) return;
    const state = found === undefined ? `${name} is not on PATH` : `${name} ${found} is too old`;
    lacks.push(`${state}: ${least} or newer is needed${why}. ${wayOut}`);
  };
  const built = (builder: Recipe['builder']) => toBuild.filter((tool) => tool.builder === builder).map(title);
  const toMake = (tools: string[]) => ` to build ${tools.join(', ')}`;
  need('Node', node, NODE, '', 'Get it from https://nodejs.org/en/download.');
  need('Terraform', terraform, TERRAFORM, '', 'Get it from https://developer.hashicorp.com/terraform/install.');
  const [byGo, byCargo] = [built('go'), built('cargo')];
  if (byGo.length > 0) need('Go', go, GO, toMake(byGo), 'Get it from https://go.dev/dl.');
  if (byCargo.length > 0) {
    need('cargo', cargo, CARGO, toMake(byCargo), 'Get it from https://rustup.rs, or run: rustup update stable');
    if (!cc) {
      const wayOut = 'Install one, such as: apt-get install build-essential';
      lacks.push(`A C compiler (cc) is not on PATH: one is needed${toMake(byCargo)}. ${wayOut}`);
    }
  }
  const space = toBuild.length > 0 ? SPACE_TO_BUILD : SPACE_TO_RUN;
  if (free < space) {
    const why = toBuild.length > 0 ? toMake(toBuild.map(title)) : ' to run';
    const wayOut = 'Make room, or name a folder elsewhere by XDG_CACHE_HOME.';
    lacks.push(`${inGb(free)} are free where ${cache} is: ${inGb(space)} are needed${why}. ${wayOut}`);
  }
  return lacks;
}

function inGb(bytes: number): string {
  return `${(bytes / GB).toFixed(1)} GB`;
}

function atLeast(found: string, least: string): boolean {
  const [have, want] = [found, least].map((version) => version.split('.').map(Number));
  const differs = want.findIndex((part, index) => (have[index] ?? 0) !== part);
  return differs === -1 || (have[differs] ?? 0) > want[differs];
}
