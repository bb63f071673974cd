import { Ask } from './connection';
import { Schema, Schemas } from './translate';

/** A kind of object as the API server lists it. */
export interface Kind {
  /** `v1` or `apps/v1` */
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: string[];
}

/** What the API server knows, asked once and again after `forget`. */
export class Kinds {
  private known?: Promise<Kind[]>;
  private readonly documents = new Map<string, Promise<Schemas>>();

  constructor(private readonly ask: Ask) {}

  /** Every kind, in the order of the server's preference. */
  all(): Promise<Kind[]> {
    return (this.known ??= this.discover());
  }

  /** To be called when kinds were added. */
  forget(): void {
    this.known = undefined;
    this.documents.clear();
  }

  /** @throws when the server has no such kind */
  async of(apiVersion: string, kind: string): Promise<Kind> {
    const found = (await this.all()).find((one) => one.apiVersion === apiVersion && one.kind === kind);
    if (!found) throw new Error(`${apiVersion} ${kind}: the API server has no such kind. Is what brings it installed?`);
    return found;
  }

  /** `kubernetes_config_map_v1` is the ConfigMap of version v1, of whichever group. @throws when there is none */
  async ofTerraform(type: string): Promise<Kind> {
    const [, words, version] = /^kubernetes_(.+?)(?:_(v\d\w*))?$/.exec(type)!;
    const name = words.replace(/_/g, '');
    const found = (await this.all()).find(
      ({ kind, apiVersion }) => kind.toLowerCase() === name && (!version || apiVersion.split('/').pop() === version),
    );
    if (!found) throw new Error(`${type}: the API server has no kind for it`);
    return found;
  }

  /** The schema of a kind, and those it refers to. */
  async schema({ apiVersion, kind }: Kind): Promise<{ schema: Schema; schemas: Schemas }> {
    const path = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
    if (!this.documents.has(path)) this.documents.set(path, this.document(path));
    const schemas = await this.documents.get(path)!;
    const [version, group = ''] = apiVersion.split('/').reverse();
    const schema = Object.values<any>(schemas).find((one) =>
      one['x-kubernetes-group-version-kind']?.some(
        (gvk: any) => gvk.kind === kind && gvk.version === version && (gvk.group ?? '') === group,
      ),
    );
    if (!schema) throw new Error(`${apiVersion} ${kind}: the API server publishes no schema of it`);
    return { schema, schemas };
  }

  private async document(path: string): Promise<Schemas> {
    return (await this.ask({ path: `/openapi/v3/${path}` })).components.schemas;
  }

  /** The aggregated form of discovery: two questions for all groups. */
  private async discover(): Promise<Kind[]> {
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    const lists = await Promise.all(['/api', '/apis'].map((path) => this.ask({ path, accept })));
    return lists.flatMap(({ items }) =>
      items.flatMap((group: any) =>
        group.versions.flatMap((one: any) =>
          one.resources
            .filter((resource: any) => resource.responseKind?.kind)
            .map((resource: any) => ({
              apiVersion: group.metadata?.name ? `${group.metadata.name}/${one.version}` : one.version,
              kind: resource.responseKind.kind,
              plural: resource.resource,
              namespaced: resource.scope === 'Namespaced',
              verbs: resource.verbs,
            })),
        ),
      ),
    );
  }
}
