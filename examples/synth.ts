import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { App } from 'cdktf';

/** The names of all examples. */
export const EXAMPLES = readdirSync(__dirname).filter((name) => existsSync(join(__dirname, name, 'stacks.ts')));

/** Writes the Terraform of one example. @returns the folder that holds `stacks/NAME/cdk.tf.json` */
export async function synth(example: string, outdir = join(__dirname, example, 'cdktf.out')): Promise<string> {
  const { stacks } = (await import(join(__dirname, example, 'stacks'))) as { stacks(app: App): void };
  const app = new App({ outdir, skipValidation: true });
  stacks(app);
  app.synth();
  return outdir;
}

/** @param name one example, and a folder to write it to; all of them, each to its own `cdktf.out`, when it is left out */
async function main(name?: string, folder?: string): Promise<void> {
  for (const example of name ? [name] : EXAMPLES) {
    const outdir = await synth(example, folder);
    for (const stack of readdirSync(join(outdir, 'stacks'))) {
      console.log(relative(process.cwd(), join(outdir, 'stacks', stack, 'cdk.tf.json')));
    }
  }
}

if (require.main === module) void main(...process.argv.slice(2));
