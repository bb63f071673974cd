import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { World } from './world';
import { Program } from '../rig/processes/program';
import { until } from '../rig/processes/until';
import { Said } from '../state/operator';

/** The operator's hands on docnow-release. */
export class Hands {
  constructor(private readonly world: Pick<World, 'operator' | 'shell' | 'dir'>) {}

  /** Types lines in the project's folder. */
  run(lines: string, variables: Record<string, string> = {}): Promise<Said> {
    return this.world.operator.run(`cd ../..\n${lines}`, { ...this.world.shell, ...variables });
  }

  /** The same, which has to go well. @returns what was said */
  done(lines: string, variables: Record<string, string> = {}): Promise<string> {
    return this.world.operator.done(`cd ../..\n${lines}`, { ...this.world.shell, ...variables });
  }

  /** Lines that have to end with a code and words. */
  async ends(code: number, words: RegExp, lines: string, variables: Record<string, string> = {}): Promise<void> {
    const said = await this.run(lines, variables);
    assert.match(said.words, words);
    assert.equal(said.code, code, said.words);
  }

  /** Begins, and does something while the question waits. @returns what then came of a yes */
  async meanwhile(command: string, deed: () => Promise<unknown>): Promise<Said> {
    const { operator, shell, dir } = this.world;
    const go = `${dir}/go-${Date.now()}`;
    const waits = `< <(until [ -e '${go}' ]; do sleep 0.1; done; echo yes)`;
    const program = operator.start(`cd ../..\nnpx docnow-release ${command} ${waits}`, shell);
    await this.has(program, 'Only yes will be accepted');
    await deed();
    await operator.done(`touch '${go}'`);
    await program.ended;
    return { code: program.code, words: (await readFile(program.log, 'utf8')).replace(/\s+/g, ' ') };
  }

  /** Begins a line, and ends all of it by SIGKILL, Terraform included, as soon as it is so. */
  async killed(line: string, when: string | (() => boolean)): Promise<void> {
    const { operator, shell } = this.world;
    const program = operator.start(`cd ../..\n${line}`, shell);
    if (typeof when === 'string') await this.has(program, when);
    else await until('it is time to kill', 180, when, [program]);
    await program.stop();
    assert.equal(program.code, undefined, 'ended before it was killed');
  }

  /** Types it again, and frees on the way the locks of those that were killed, as the page says. */
  async again(command: string): Promise<string> {
    for (;;) {
      const { code, words } = await this.run(`${command} --lock-timeout 0s`);
      if (code === 0) return words;
      const [, id, stack] = /ID: ([\w-]+) Path: \S+?\/(\w+)\.tfstate/.exec(words) ?? [];
      assert.ok(id, words);
      assert.match(words, /see "Somebody holds the lock" in docs\/state\.md/);
      await this.world.operator.done(`terraform -chdir=${stack} force-unlock -force ${id}`);
    }
  }

  private has(program: Program, words: string): Promise<void> {
    return until(`it says: ${words}`, 180, async () => (await readFile(program.log, 'utf8')).includes(words), [
      program,
    ]);
  }
}

/** Looks all the time where loaders run. @returns what ends it, and tells when more than one colour had any */
export function watchLoaders(world: World): () => Promise<string[]> {
  const troubles: string[] = [];
  let over = false;
  const looking = (async () => {
    while (!over) {
      const colors = [...new Set(await world.loaders())];
      if (colors.length > 1) troubles.push(colors.join(' and '));
      await sleep(100);
    }
  })();
  return async () => {
    over = true;
    await looking;
    return troubles;
  };
}
