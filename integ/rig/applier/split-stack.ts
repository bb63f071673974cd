import { Reading } from './readings';
import { Address, mentioned, refer, written } from './references';

/** A synthesized stack as its file has it. */
export type TerraformJson = Record<string, any>;

/** A resource that goes to the API server without Terraform. */
export interface ClusterResource {
  readonly address: Address;
  readonly type: string;
  /** Those that have to be there before it. */
  readonly after: Address[];
  /** The output of the other part that holds what is written of it, every expression resolved. */
  readonly output: string;
  readonly preventDestroy: boolean;
  /** The local value of the other part that holds what is written to the server and kept nowhere. */
  readonly writeOnly?: string;
}

export interface SplitStack {
  /** What Terraform can do without a provider of the cluster: everything but the resources, and all expressions. */
  readonly values: TerraformJson;
  readonly resources: ClusterResource[];
  /** What has to be asked of the API server before Terraform runs. */
  readonly readings: Reading[];
}

/** The one data source of the cluster that is played. */
const READABLE = 'kubernetes_resources';
/** The namespace of one that is read from several. */
const EACH = '${each.value}';
const PROVIDERS = ['kubernetes', 'helm'];
/** What Terraform does with a resource, and its provider never sees. */
const META = ['//', 'depends_on', 'lifecycle', 'provider'];
/** The one write-only argument that is played: values of a Secret. */
const WRITE_ONLY = 'data_wo';
const UNSUPPORTED = ['count', 'for_each', 'dynamic', 'provisioner', 'connection'];
const UNSUPPORTED_LIFECYCLE = ['postcondition', 'ignore_changes', 'replace_triggered_by'];

/**
 * Divides a stack. What is written of a `kubernetes_*` or `helm_release` resource becomes a local value, to which its
 * neighbours refer, and an output: expressions, variables and conditions stay Terraform's business.
 *
 * Not kept: that a resource of AWS comes after one of the cluster. The whole first part is applied before the second.
 */
export function splitStack(stack: TerraformJson): SplitStack {
  const bodies = new Map<Address, any>();
  for (const [type, byName] of Object.entries<any>(stack.resource ?? {})) {
    if (!isOurs(type)) continue;
    for (const [name, body] of Object.entries<any>(byName)) bodies.set(`${type}.${name}`, completed([body].flat()[0]));
  }
  const readings = readingsOf(stack.data ?? {});
  for (const [address, body] of bodies) refuse(address, body);

  const contents = new Map([...bodies].map(([address, body]) => [address, omit(body, [...META, WRITE_ONLY])]));
  const known = new Map<Address, unknown>([...contents, ...[...readings.keys()].map((one) => [one, ANSWER] as const)]);
  const rest = refer(withoutOurs(stack, bodies), known);
  const locals = { ...rest.locals };
  const variable = { ...rest.variable };
  for (const [address, { variable: name, namespaces }] of readings) {
    variable[name] = { type: 'string' };
    locals[written(address)] = `\${jsondecode(var.${name})}`;
    if (namespaces) {
      locals[namespaces] = refer([stack.data![READABLE][address.split('.')[2]]].flat()[0].for_each, known);
    }
  }
  const output = { ...rest.output };
  for (const [address, content] of contents) {
    const name = written(address);
    const precondition = refer([bodies.get(address).lifecycle?.precondition ?? []].flat(), known);
    locals[name] = refer(content, known);
    const { [WRITE_ONLY]: secret } = bodies.get(address);
    if (secret) locals[writeOnly(address)] = refer(secret, known);
    output[name] = { value: `\${local.${name}}`, sensitive: true, ...(precondition.length && { precondition }) };
  }
  const resources = [...bodies].map(([address, body]) => ({
    address,
    type: address.split('.')[0],
    after: mentioned([contents.get(address), body.depends_on], bodies).filter((one) => one !== address),
    output: written(address),
    preventDestroy: body.lifecycle?.prevent_destroy === true,
    ...(body[WRITE_ONLY] && { writeOnly: writeOnly(address) }),
  }));
  const values = { ...rest, locals, output, ...(Object.keys(variable).length && { variable }) };
  return { values, resources, readings: [...readings.values()] };
}

function writeOnly(address: Address): string {
  return `${written(address)}__${WRITE_ONLY}`;
}

/** What a reading has for others, which nobody knows before the server was asked. */
const ANSWER = { objects: undefined };

/** @throws when it is another data source than `kubernetes_resources`, or asks for what only Terraform knows */
function readingsOf(data: Record<string, any>): Map<Address, Reading> {
  const other = Object.keys(data).find((type) => isOurs(type) && type !== READABLE);
  if (other) throw unsupported(`data.${other}`, 'reading from the cluster');
  const named = Object.entries<any>(data[READABLE] ?? {}).map(([name, body]): [Address, Reading] => {
    const address = `data.${READABLE}.${name}`;
    const { api_version: apiVersion, kind, namespace, ...more } = omit([body].flat()[0], META);
    const each = more.for_each !== undefined && namespace === EACH;
    const reading = {
      apiVersion,
      kind,
      ...(each ? { namespaces: `${written(address)}__each` } : { namespace }),
      fieldSelector: more.field_selector,
      labelSelector: more.label_selector,
    };
    if (more.for_each !== undefined && !each) throw unsupported(address, 'for_each over anything but namespaces');
    if (JSON.stringify(reading).includes('${')) throw unsupported(address, 'an expression in what is read');
    return [address, { variable: written(address), ...reading }];
  });
  return new Map(named);
}

/** In place of the name that the API server would complete, one that is as long as what is generated from is the same. */
function completed(body: any): any {
  const { generate_name: begin, ...metadata } = [body.metadata ?? {}].flat()[0];
  return begin === undefined ? body : { ...body, metadata: { ...metadata, name: `${begin}played` } };
}

function isOurs(type: string): boolean {
  return type.startsWith('kubernetes_') || type === 'helm_release';
}

function withoutOurs(stack: TerraformJson, bodies: ReadonlyMap<Address, unknown>): TerraformJson {
  const { required_providers: required = {}, ...terraform } = stack.terraform ?? {};
  const { resource = {}, data = {}, output = {}, provider = {}, ...rest } = stack;
  const parts = {
    terraform: { ...terraform, required_providers: omit(required, PROVIDERS) },
    provider: omit(provider, PROVIDERS),
    resource: withoutOrder(omit(resource, Object.keys(resource).filter(isOurs)), bodies),
    data: withoutOrder(omit(data, [READABLE]), bodies),
    output: withoutOrder({ output }, bodies).output,
  };
  // Terraform refuses an empty block of these.
  return { ...rest, ...Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length)) };
}

/** Takes addresses of the cluster out of `depends_on`: Terraform would not know them any more. */
function withoutOrder(byType: Record<string, any>, bodies: ReadonlyMap<Address, unknown>): Record<string, any> {
  const kept = (body: any) => {
    if (!Array.isArray(body?.depends_on)) return body;
    return { ...body, depends_on: body.depends_on.filter((one: string) => !mentioned(one, bodies).length) };
  };
  return mapValues(byType, (byName) => mapValues(byName, kept));
}

function refuse(address: Address, body: any): void {
  const lifecycle = [body.lifecycle ?? {}].flat()[0];
  const found =
    UNSUPPORTED.find((key) => body[key] !== undefined) ??
    UNSUPPORTED_LIFECYCLE.find((key) => lifecycle[key] !== undefined);
  if (found) throw unsupported(address, found);
}

function unsupported(where: string, what: string): Error {
  return new Error(
    `${where}: ${what} is not played without Terraform's own provider. Make the kubernetes and helm providers ` +
      'available (a filesystem mirror will do), or do without it.',
  );
}

function omit(object: Record<string, any>, keys: string[]): Record<string, any> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function mapValues(object: Record<string, any>, change: (value: any) => any): Record<string, any> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
