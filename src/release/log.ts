import { randomBytes } from 'node:crypto';
import { writeFile, rm } from 'node:fs/promises';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Switched } from './model/way-back';
import { Stack } from './project';
import { Command } from './tools/command';
import { Shell } from './tools/shell';

/** What is kept of a switch: an object of its own in the bucket of states. */
export interface Entry extends Switched {
  readonly command: string;
  /** Who it was: as AWS knows them, and whose account on which machine. */
  readonly who: { readonly arn: string; readonly account: string };
  readonly reason: string;
  readonly skippedGuards: string;
  /** Of the file of the plan that moved the traffic; empty when only workers were moved. */
  readonly planSha256: string;
  /** `begun` stays when the run was cut off. */
  readonly outcome: 'begun' | 'done' | 'nothing done' | 'incomplete' | 'went back';
}

/** The log of a site's switches. Its keys tell when, from where and where to, so that one listing is enough to look back. */
export class Log {
  private readonly prefix: string;

  constructor(
    private readonly stack: Stack,
    private readonly shell: Shell,
  ) {
    this.prefix = `docnow-release/${stack.name}/`;
  }

  /** Where it is, or undefined where the switch's state is in no bucket. */
  get place(): string | undefined {
    return this.stack.bucket && `s3://${this.stack.bucket.name}/${this.prefix}`;
  }

  /** Writes an entry, over the one of the same switch. */
  async put(entry: Entry): Promise<void> {
    if (!this.place) return;
    const file = join(tmpdir(), `docnow-release-${randomBytes(8).toString('hex')}.json`);
    try {
      await writeFile(file, `${JSON.stringify(entry, null, 2)}\n`, { mode: 0o600 });
      await this.shell.read(this.putCommand(entry, file));
    } finally {
      await rm(file, { force: true });
    }
  }

  putCommand(entry: Switched, file: string): Command {
    return this.s3api('put-object', `--key=${this.prefix}${keyOf(entry)}`, `--body=${file}`);
  }

  /** All switches, the oldest first. */
  async list(): Promise<Switched[]> {
    if (!this.place) return [];
    const listed = await this.shell.read(this.s3api('list-objects-v2', `--prefix=${this.prefix}`));
    const { Contents = [] } = listed.trim() ? JSON.parse(listed) : {};
    return Contents.flatMap(({ Key }: any) => entryOf(Key.slice(this.prefix.length)) ?? []);
  }

  /** All that is known of a switch in the list. */
  async read(entry: Switched): Promise<Entry> {
    const { name, region } = this.stack.bucket!;
    const path = `s3://${name}/${this.prefix}${keyOf(entry)}`;
    return JSON.parse(await this.shell.read({ program: 'aws', args: ['s3', 'cp', path, '-', '--region', region] }));
  }

  /** Who runs this. */
  async who(): Promise<Entry['who']> {
    const args = ['sts', 'get-caller-identity', '--output', 'json'];
    const region = this.stack.bucket ? ['--region', this.stack.bucket.region] : [];
    const { Arn: arn } = JSON.parse(await this.shell.read({ program: 'aws', args: [...args, ...region] }));
    return { arn, account: `${userInfo().username}@${hostname()}` };
  }

  private s3api(verb: string, ...more: string[]): Command {
    const { name, region } = this.stack.bucket!;
    const args = ['s3api', verb, `--bucket=${name}`, ...more, '--region', region, '--output', 'json'];
    return { program: 'aws', args };
  }
}

/** `20260301T100000000Z_blue-100_green-100.json` */
function keyOf({ at, from, to }: Switched): string {
  const part = (division: string) => division.replace(/=/g, '-').replace(/,/g, '.');
  return `${at.toISOString().replace(/[-:.]/g, '')}_${part(from)}_${part(to)}.json`;
}

function entryOf(key: string): Switched | undefined {
  const [, day, time, from, to] = /^(\d{8})T(\d{9})Z_(.*)_(.*)\.json$/.exec(key) ?? [];
  if (day === undefined) return undefined;
  const iso = `${day.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)(...)/, '$1:$2:$3.$4')}Z`;
  const division = (part: string) => part.replace(/\./g, ',').replace(/-/g, '=');
  return { at: new Date(iso), from: division(from), to: division(to) };
}
