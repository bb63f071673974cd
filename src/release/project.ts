import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { misused } from './ended';

/** The output by which a stack tells this program of itself. */
export const MANIFEST = 'docnow_release';

/** A synthesized stack. */
export interface Stack {
  readonly name: string;
  readonly folder: string;
  /** Where its state is kept, if in S3. */
  readonly bucket?: { readonly name: string; readonly region: string };
}

/** The stacks of one site: that of the switch, and those of the colours that run in a cluster. */
export interface Project {
  readonly switchStack: Stack;
  /** All that traffic can be switched to. */
  readonly colors: readonly string[];
  /** How many healthy targets each needs, to get more traffic; one, when no guard asks for more. */
  readonly needed: Readonly<Record<string, number>>;
  /** The variables by which guards of the switch want figures handed in. */
  readonly figures: readonly string[];
  readonly environments: Readonly<Record<string, Environment>>;
}

/** The stack of a colour. */
export interface Environment extends Stack {
  /** Its workers' names. */
  readonly workers: readonly string[];
}

interface Found extends Stack {
  readonly manifest: any;
  /** By the variable that it is handed in by, what a figure is asked of. */
  readonly figures: any;
}

/**
 * Finds them in what was synthesized: no file has to be kept that repeats it.
 *
 * @param out the folder that cdktf writes to
 * @param wanted the name of the switch's stack, where there are several
 */
export function findProject(out: string, wanted?: string): Project {
  const stacks = stacksIn(out);
  const switches = stacks.filter(({ manifest }) => manifest.targets);
  const names = switches.map(({ name }) => name).join(', ');
  const [found, ...others] = wanted ? switches.filter(({ name }) => name === wanted) : switches;
  if (!found) {
    throw misused(
      wanted
        ? `no stack ${wanted} in ${out}/stacks has a switch. Those that have one: ${names || 'none'}.`
        : `no stack in ${out}/stacks has a BlueGreenSwitch. Synthesize again with this version of the library.`,
    );
  }
  if (others.length) throw misused(`there are several switches: ${names}. Say which: --switch ${found.name}.`);
  const { targets } = found.manifest;
  const colors = Object.keys(targets);
  // Both stacks refer to one target in the same words.
  const own = stacks.filter(({ manifest: { color, targetId } }) => color && targetId === targets[color]);
  return {
    switchStack: found,
    colors,
    needed: Object.fromEntries(colors.map((color) => [color, found.figures.healthy_targets?.[color] ?? 1])),
    figures: Object.keys(found.figures),
    environments: Object.fromEntries(
      own.map((stack) => [stack.manifest.color, { ...stack, workers: stack.manifest.workers }]),
    ),
  };
}

function stacksIn(out: string): Found[] {
  const folder = join(out, 'stacks');
  if (!existsSync(folder)) {
    throw misused(
      `${folder} is not here: this is not the folder in which the stacks were synthesized, or they were not yet. ` +
        'Change into it, or name what cdktf wrote: --out PATH/TO/cdktf.out.',
    );
  }
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'cdk.tf.json')))
    .map((name) => read(name, join(folder, name)));
}

function read(name: string, folder: string): Found {
  const { terraform, output } = JSON.parse(readFileSync(join(folder, 'cdk.tf.json'), 'utf8'));
  const s3 = terraform?.backend?.s3;
  return {
    name,
    folder,
    manifest: output?.[MANIFEST]?.value ?? {},
    figures: figuresIn(Object.entries<any>(output ?? {}).map(([id, { value }]) => [id, value])),
    ...(s3 && { bucket: { name: s3.bucket, region: s3.region } }),
  };
}

/** By the variable that it is handed in by, what a figure is asked of: the switch's guards tell by outputs of their own. */
export function figuresIn(outputs: readonly (readonly [name: string, value: any])[]): Record<string, any> {
  const prefix = `${MANIFEST}_`;
  const own = outputs.filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}
