import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ModuleKind, ScriptTarget, transpile } from 'typescript';
import { Sample } from './in-turn';
import { ROOT } from '../integ/project';

/** What programs may import, and where it is. */
const PACKAGES = {
  '@docnow/infra-constructs': ROOT,
  '@cdktf': join(ROOT, 'node_modules', '@cdktf'),
  cdktf: join(ROOT, 'node_modules', 'cdktf'),
  constructs: join(ROOT, 'node_modules', 'constructs'),
};

/** A folder whose programs get the library as a user does: compiled, by its name, run by Node.js and nothing else. */
export class Workplace {
  /** @param path a folder that is there and empty; whoever made it deletes it */
  public static async in(path: string): Promise<Workplace> {
    await mkdir(join(path, 'node_modules', '@docnow'), { recursive: true });
    const links = Object.entries(PACKAGES);
    await Promise.all(links.map(([name, to]) => symlink(to, join(path, 'node_modules', name), 'dir')));
    return new Workplace(path);
  }

  private constructor(public readonly path: string) {}

  /** Compiles a file of this project into the folder, for programs to `require('./NAME')`. */
  public async add(name: string, source: string): Promise<void> {
    const text = await readFile(join(ROOT, source), 'utf8');
    const options = { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS };
    await writeFile(join(this.path, `${name}.js`), transpile(text, options));
  }

  /** Runs statements in a process of their own. `before` is not timed, but its memory counts. */
  public async run(statements: string, before = ''): Promise<Sample> {
    const program = join(this.path, 'main.js');
    await writeFile(program, [before, 'const began = performance.now();', statements, TELL].join('\n'));
    const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: this.path });
    return JSON.parse(stdout) as Sample;
  }
}

/** The peak by Linux's book-keeping of this program alone: `maxRSS` may be that of the process which started it. */
const TELL = `
const seconds = (performance.now() - began) / 1000;
const peak = () => Number(/VmHWM:\\s*(\\d+) kB/.exec(require('fs').readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
const bytes = process.platform === 'linux' ? peak() : process.memoryUsage().rss;
console.log(JSON.stringify({ seconds, MB: bytes / 1e6 }));`;
