/** The part of an OpenAPI v3 schema that translation reads. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: Schema[];
  readonly oneOf?: Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

/** `components.schemas` of the server's document for one API group and version. */
export type Schemas = Record<string, Schema>;

/** Blocks that only the provider has: their members belong to the object around them. */
const WRAPPERS = ['persistent_volume_source'];
/** The provider's names that follow from no rule. */
const RENAMED: Record<string, string> = { storage_provisioner: 'provisioner' };
/** What the provider writes into blocks, where Kubernetes leaves it open. */
const FILLED_IN: Record<string, object> = {
  toleration: { operator: 'Equal' },
  secret_key_ref: { optional: false },
  config_map_key_ref: { optional: false },
  config_map_ref: { optional: false },
};
/** File modes, which the provider writes as octal strings. */
const MODES = ['mode', 'default_mode'];

/** Turns a Terraform body of the kubernetes provider into the object's fields, by the server's own schema. */
export function translate(value: unknown, schema: Schema, schemas: Schemas, path = ''): unknown {
  const shape = resolve(schema, schemas);
  const name = path.split('.').pop() ?? '';
  if (shape.type === 'array') {
    const list = Array.isArray(value) ? value : [value];
    return list.map((item, i) => translate(item, shape.items ?? {}, schemas, `${path}.${i}`));
  }
  if (shape.properties) {
    const body = (Array.isArray(value) ? value[0] : value) ?? {};
    return fields({ ...FILLED_IN[block(path)], ...body }, shape, schemas, path);
  }
  if (typeof shape.additionalProperties === 'object' && isObject(value)) {
    const member = shape.additionalProperties;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, translate(item, member, schemas, `${path}.${key}`)]),
    );
  }
  // An empty object in the schema (such as a volume's emptyDir) still counts by being there.
  if (shape.type === 'object') return (Array.isArray(value) ? value[0] : value) ?? {};
  return scalar(value, shape, name);
}

/** The last name in a path: `toleration` of `template.spec.toleration.0`. */
function block(path: string): string {
  return path
    .replace(/\.\d+$/, '')
    .split('.')
    .pop()!;
}

function fields(body: Record<string, unknown>, shape: Schema, schemas: Schemas, path: string): unknown {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(body)) {
    if (value === null || value === undefined || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    if (WRAPPERS.includes(key)) {
      Object.assign(result, fields((Array.isArray(value) ? value[0] : value) as any, shape, schemas, path));
      continue;
    }
    const field = fieldName(key, Object.keys(shape.properties!));
    if (!field) throw new Error(`${path || 'object'}: the server's schema has no field for ${key}`);
    result[field] = translate(value, shape.properties![field], schemas, `${path}.${key}`);
  }
  return result;
}

/** `container` is `containers`, `cluster_ip` is `clusterIP`: letters decide, then the plural. */
export function fieldName(key: string, known: string[]): string | undefined {
  const flat = (RENAMED[key] ?? key).replace(/_/g, '').toLowerCase();
  const candidates = [flat, `${flat}s`, `${flat}es`, flat.replace(/y$/, 'ies')];
  for (const candidate of candidates) {
    const found = known.find((field) => field.toLowerCase() === candidate);
    if (found) return found;
  }
  return undefined;
}

function scalar(value: unknown, shape: Schema, name: string): unknown {
  const digits = typeof value === 'string' && /^-?\d+$/.test(value);
  if (shape.format === 'int-or-string') return digits ? Number(value) : value;
  if (shape.type === 'integer' && digits) return MODES.includes(name) ? parseInt(value, 8) : Number(value);
  if (shape.type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  const text = shape.type === 'string' || shape.oneOf?.some((one) => one.type === 'string');
  return text && (typeof value === 'number' || typeof value === 'boolean') ? String(value) : value;
}

/** Follows `$ref` and the single `allOf` in which Kubernetes wraps a reference that has a default. */
function resolve(schema: Schema, schemas: Schemas): Schema {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  return reference ? resolve(schemas[reference.split('/').pop()!] ?? {}, schemas) : schema;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
