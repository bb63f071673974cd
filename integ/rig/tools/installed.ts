import { execFile } from 'node:child_process';
import { cacheFolder, placesOf } from './cache';
import { Recipe } from './recipe';

/** Whether a program runs here and is of the version that it should be. @returns undefined if so, else what it said */
export function wrongVersion(program: string, { versionArgs, answer }: Recipe): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, versionArgs, { timeout: 30_000 }, (error, stdout, stderr) => {
      const good = !error && `${stdout}${stderr}`.includes(answer);
      resolve(good ? undefined : error?.message || stdout.trim() || stderr.trim() || 'nothing');
    });
  });
}

/** Those of the tools that are not in the cache, or not usable. */
export async function missing(recipes: readonly Recipe[], cache = cacheFolder()): Promise<Recipe[]> {
  const wrong = await Promise.all(recipes.map((recipe) => wrongVersion(placesOf(recipe, cache).program, recipe)));
  return recipes.filter((_, index) => wrong[index] !== undefined);
}
