import { homedir } from 'node:os';
import { join } from 'node:path';
import { folder, Recipe } from './recipe';

/** Where tools are kept between runs. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'docnow-infra');
}

/** The paths of a tool in the cache. */
export function placesOf(recipe: Recipe, cache = cacheFolder()) {
  const home = join(cache, folder(recipe));
  const build = join(cache, 'build', folder(recipe));
  return {
    home,
    program: join(home, 'bin', recipe.name),
    /** Where it is made, to be moved home when it is good. */
    stage: `${build}.stage`,
    /** What a build keeps to be resumed. */
    scratch: `${build}.target`,
    log: `${build}.log`,
    lock: `${build}.lock`,
  };
}
