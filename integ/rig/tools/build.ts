import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, placesOf } from './cache';
import { missing, wrongVersion } from './installed';
import { locked } from './lock';
import { Recipe, title } from './recipe';
import { startProgram } from '../processes/program';

/** How builds tell what they are at. */
export interface BuildOptions {
  readonly say: (line: string) => void;
  /** @default the user's cache */
  readonly cache?: string;
  /** How often to tell. @default 5000 */
  readonly pulse?: number;
}

/** Builds the tools that are missing, one after the other. An interrupted build goes on where it was. */
export async function build(recipes: readonly Recipe[], options: BuildOptions): Promise<void> {
  const { say, cache = cacheFolder() } = options;
  const needed = await missing(recipes, cache);
  for (const [index, recipe] of needed.entries()) {
    const prefix = `${index + 1} of ${needed.length}: ${title(recipe)}`;
    const waits = () => say(`${prefix}, being built by another process; waiting for it`);
    await locked(
      placesOf(recipe, cache).lock,
      async () => {
        if ((await missing([recipe], cache)).length > 0) await buildOne(recipe, prefix, { ...options, cache });
      },
      waits,
    );
  }
}

async function buildOne(recipe: Recipe, prefix: string, { say, cache, pulse = 5000 }: BuildOptions): Promise<void> {
  const { home, stage, scratch, log } = placesOf(recipe, cache);
  await rm(stage, { recursive: true, force: true });
  await mkdir(join(stage, 'bin'), { recursive: true });
  const { program, args, cwd, env } = recipe.command(stage, scratch);
  const begun = Date.now();
  const elapsed = () => Math.round((Date.now() - begun) / 1000);
  const tell = () => say(`${prefix}, ${elapsed()} s of about ${recipe.seconds} s`);
  tell();
  const timer = setInterval(tell, pulse);
  const running = startProgram(program, args, { name: program, log, cwd, env: { ...process.env, ...env } });
  await running.ended.finally(() => clearInterval(timer));
  const failed = `${title(recipe)} could not be built`;
  const again = 'Mend that and run the same command again: what is built so far is kept.';
  if (running.code !== 0) throw new Error(`${failed}: ${running.epitaph()}\n${again}`);
  const wrong = await wrongVersion(join(stage, 'bin', recipe.name), recipe);
  if (wrong) throw new Error(`${failed}: asked for its version it answered ${wrong}, not ${recipe.answer}`);
  await rm(home, { recursive: true, force: true });
  await rename(stage, home);
  await rm(scratch, { recursive: true, force: true });
  say(`${prefix}, built in ${elapsed()} s`);
}
