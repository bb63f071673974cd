import { join } from 'node:path';
import { TestContext } from 'node:test';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ensureAwsCli } from './aws-cli';
import { Operator } from './operator';
import { bucketOf, LOCKINGS, stackOf } from './projects';
import { StateLocking } from '../../src/state/state-locking';
import { clientOptions } from '../rig/aws/client-options';
import { StartedAws, startAws } from '../rig/aws/start';
import { TemporaryFolder, temporaryFolder } from '../rig/processes/temporary-folder';
import { findProviders, Providers } from '../rig/terraform/providers';
import { ensureTools } from '../rig/tools/ensure-tools';
import { Tools } from '../rig/tools/tools';

/** Makes ready what the commands need that are typed next. */
export const APPLY = 'terraform -chdir="$STACK" init && terraform -chdir="$STACK" apply';
/** Fails when there is something to change. */
export const UNCHANGED = 'terraform -chdir="$STACK" plan -detailed-exitcode';

/** Where people work with states: an AWS that lets everybody do what IAM says, and their checkouts. */
export class Scene {
  static async start(): Promise<Scene> {
    const folder = await temporaryFolder('docnow-state-');
    const tools = await ensureTools();
    const [aws, providers] = await Promise.all([
      startAws(tools, folder.path, '--iam', 'strict'),
      findProviders(tools, folder.path),
    ]);
    return new Scene(folder, tools, aws, providers);
  }

  readonly dir: string;
  readonly s3: S3Client;
  readonly dynamo: DynamoDBClient;
  readonly iam: IAMClient;
  private readonly begun = new Map<string, Promise<string>>();

  private constructor(
    private readonly folder: TemporaryFolder,
    private readonly tools: Tools,
    readonly aws: StartedAws,
    private readonly providers: Providers,
  ) {
    this.dir = folder.path;
    this.s3 = new S3Client({ ...clientOptions(aws), forcePathStyle: true });
    this.dynamo = new DynamoDBClient(clientOptions(aws));
    this.iam = new IAMClient(clientOptions(aws));
  }

  /** Somebody with a checkout of their own. @param as by whom and by which way AWS is reached */
  operator(name: string, as: Partial<StartedAws> = {}): Operator {
    const { tools, aws, providers, dir } = this;
    return new Operator({ tools, aws: { ...aws, ...as }, providers, dir: join(dir, name) });
  }

  /**
   * Begins what takes a minute, since the provider waits for rules about old versions to settle. A failure is told by whoever
   * asks for its end.
   */
  begin(name: string, work: Promise<string>): void {
    this.begun.set(name, work);
    work.catch(() => {});
  }

  /** Waits for the end of what was begun. @returns what was said */
  async over(name: string): Promise<string> {
    const work = this.begun.get(name);
    if (!work) throw new Error(`${name} was not begun`);
    return work;
  }

  /** The state of a stack as it lies in the bucket. */
  async stored(locking: StateLocking, Key = `${stackOf(locking)}.tfstate`) {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: bucketOf(locking), Key }));
    const text = await Body!.transformToString();
    const { serial, lineage, outputs } = JSON.parse(text);
    return { text, serial, lineage, value: outputs.value?.value };
  }

  async tables(): Promise<string[]> {
    const { TableNames } = await this.dynamo.send(new ListTablesCommand({}));
    return TableNames!.sort();
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.begun.values());
    await this.aws.stop();
    await this.folder.delete();
  }
}

/** The same for each way of locking, at once, each a test of its own. */
export async function forEachLocking(
  context: TestContext,
  run: (locking: StateLocking) => Promise<void>,
): Promise<void> {
  await Promise.all(LOCKINGS.map((locking) => context.test(locking, () => run(locking))));
}

/** AWS's command line, or undefined when the test is skipped, since it cannot be had. */
export async function awsCli(context: TestContext): Promise<string | undefined> {
  const cli = await ensureAwsCli({ say: (line) => context.diagnostic(line) });
  if (!('lacks' in cli)) return cli.program;
  if (process.env.REQUIRE_PYTHON === '1') throw new Error(cli.lacks);
  context.skip(`${cli.lacks} REQUIRE_PYTHON=1 makes this a failure.`);
  return undefined;
}
