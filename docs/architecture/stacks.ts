import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { highlights } from './highlights';

/** The resources of a stack as Terraform reads them: by type, then by name. */
export type Resources = Record<string, Record<string, any>>;

/** What the picture shows of a stack. */
export interface Stack {
  readonly name: string;
  readonly count: number;
  readonly highlights: readonly string[];
  /** The stacks that have to be there before it. */
  readonly after: readonly string[];
  /** Those of them whose states it reads. */
  readonly reads: readonly string[];
  /** The bucket that its own state is in; undefined when that is a local file. */
  readonly bucket?: string;
  /** What it does for a request, when it does something. */
  readonly part?: 'way in' | 'rule' | 'web';
}

/** Reads a synthesized example. @param names its stacks in the order in which they are applied */
export function readStacks(outdir: string, names: readonly string[]): Stack[] {
  const manifest = json(join(outdir, 'manifest.json'));
  return names.map((name) => {
    const { resource = {}, data = {}, terraform } = json(join(outdir, 'stacks', name, 'cdk.tf.json'));
    const inOrder = (some: string[]) => names.filter((one) => some.includes(one));
    const keys = Object.values<any>(data.terraform_remote_state ?? {}).map(({ config }) => config.key);
    return {
      name,
      count: Object.values<object>(resource).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0),
      highlights: highlights(resource),
      after: inOrder(manifest.stacks[name].dependencies),
      reads: inOrder(keys.map((key: string) => key.replace(/\.tfstate$/, ''))),
      bucket: terraform.backend.s3?.bucket,
      part: partOf(resource),
    };
  });
}

function partOf(resources: Resources): Stack['part'] {
  if (resources.aws_lb) return 'way in';
  if (resources.aws_lb_listener_rule) return 'rule';
  return resources.helm_release ? 'web' : undefined;
}

function json(file: string): any {
  return JSON.parse(readFileSync(file, 'utf8'));
}
