import { join } from 'node:path';
import { Lack } from '../servers/found';
import { build } from '../tools/build';
import { placesOf } from '../tools/cache';
import { onPath } from '../tools/on-path';
import { Recipe } from '../tools/recipe';

/** The version of the team's proof of concept; it stands in `module/pom.xml`, too. */
const VERSION = '6.4.3';

const ELASTICSEARCH: Recipe = {
  name: 'elasticsearch',
  version: VERSION,
  builder: 'maven',
  seconds: 20,
  versionArgs: ['--version'],
  answer: `elasticsearch ${VERSION}`,
  command: (target) => ({ program: './build', args: [target], cwd: join(__dirname, 'module') }),
};

/**
 * Sees to the real Elasticsearch, built once from the jars of Maven Central.
 *
 * @returns the program, or why it cannot be had, for `orSkip`
 */
export async function ensureElasticsearch(
  say: (line: string) => void = console.error,
): Promise<{ readonly program: string } | Lack> {
  const absent = ['java', 'javac', 'mvn', 'bash', 'curl'].filter((program) => !onPath(program));
  if (absent.length > 0) {
    const wayOut = 'Install them, such as: apt-get install openjdk-17-jdk-headless maven curl.';
    return { lacks: `${absent.join(', ')} not on PATH: Elasticsearch itself cannot be run. ${wayOut}` };
  }
  await build([ELASTICSEARCH], { say });
  return { program: placesOf(ELASTICSEARCH).program };
}
