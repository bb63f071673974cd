import { App, S3Backend, TerraformElement, TerraformStack } from 'cdktf';

/** A synthesized stack: blocks of Terraform's JSON. */
export interface Synthesized {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly terraform: { readonly backend: { readonly s3?: Readonly<Record<string, any>> } };
  readonly [block: string]: unknown;
}

/** By type and name. */
type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/**
 * The same stacks by cdktf and its bindings alone. Each resource is an object of its binding's class, as in a program
 * by hand; its attributes are handed over ready, so that this is the least such a program can take.
 */
export function bareStacks(app: App, stacks: Readonly<Record<string, Synthesized>>): void {
  for (const [name, { resource = {}, data = {}, ...rest }] of Object.entries(stacks)) {
    const stack = new TerraformStack(app, name);
    const { terraform_remote_state: states, ...questions } = data;
    const { terraform_data: memories, ...resources } = resource;
    place(stack, resources, '');
    place(stack, questions, 'data-aws-');
    if (states) stack.addOverride('data.terraform_remote_state', states);
    // Terraform's own, which no binding has.
    if (memories) stack.addOverride('resource.terraform_data', memories);
    const { s3 } = rest.terraform.backend;
    if (s3) new S3Backend(stack, { bucket: s3.bucket, key: s3.key });
    for (const [block, content] of Object.entries(rest)) stack.addOverride(block, content);
  }
}

function place(stack: TerraformStack, blocks: Blocks, prefix: string): void {
  for (const [type, named] of Object.entries(blocks)) {
    const Binding = bindingOf(type, prefix);
    for (const [name, attributes] of Object.entries(named)) {
      const element = new Binding(stack, `${prefix}${name}`, {});
      element.overrideLogicalId(name);
      for (const [attribute, value] of Object.entries(attributes)) element.addOverride(attribute, value);
    }
  }
}

type Class = new (scope: TerraformStack, id: string, config: object) => TerraformElement;

function bindingOf(type: string, prefix: string): Class {
  const [, provider, name] = /^([a-z]+)_(.*)$/.exec(type)!;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const file = require(`@cdktf/provider-${provider}/lib/${prefix}${name.replaceAll('_', '-')}`);
  const isClass = (one: any) => one.tfResourceType === type;
  return Object.values(file).find(isClass) as Class;
}
