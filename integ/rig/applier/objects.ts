import { isDeepStrictEqual } from 'node:util';
import { Ask, Refusal } from './connection';
import { Kind, Kinds } from './kinds';

/** An object of Kubernetes. */
export type KubeObject = { apiVersion: string; kind: string; metadata: any; [field: string]: any };

/** What is told of an object, and distinguishes it from all others. */
export function nameOf({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind}${group} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}

/**
 * The annotation on every object applied. The record of field managers would do without, but it forgets a manager whose
 * fields others have changed, and one of an object that has no field but its name.
 */
export const APPLIED_BY = 'docnow.io/applied-by';

/** Reads, applies and deletes objects, in the name of one field manager. */
export class Objects {
  constructor(
    private readonly ask: Ask,
    private readonly kinds: Kinds,
    /** The field manager, which stands on its objects too: so they are found again, and no state is kept. */
    private readonly manager: string,
  ) {}

  /** The object as it is, or undefined. */
  async live(object: KubeObject): Promise<KubeObject | undefined> {
    const path = await this.path(object);
    return orUndefined(this.ask({ path }));
  }

  /** What it would be after `apply`: the server does everything but to write it down. */
  dryRun(object: KubeObject): Promise<KubeObject> {
    return this.patch(object, '&dryRun=All');
  }

  apply(object: KubeObject): Promise<KubeObject> {
    return this.patch(object, '');
  }

  /** Asks for the deletion; it is done when `live` finds nothing. */
  async delete(object: KubeObject): Promise<void> {
    const path = await this.path(object);
    await orUndefined(this.ask({ method: 'DELETE', path: `${path}?propagationPolicy=Background` }));
  }

  /** All objects of any kind that this manager applied, with no more than their metadata. */
  async owned(): Promise<KubeObject[]> {
    const listable = (await this.kinds.all()).filter(({ verbs }) => verbs.includes('list') && verbs.includes('patch'));
    const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
    const lists = await Promise.all(
      listable.map(async ({ apiVersion, kind, plural }) => {
        const list = await this.ask({ path: `${root(apiVersion)}/${plural}`, accept });
        return (list.items ?? []).map(({ metadata }: any) => ({ apiVersion, kind, metadata }) as KubeObject);
      }),
    );
    // The same object can be listed in several versions of its group.
    const found = new Map<string, KubeObject>();
    for (const object of lists.flat()) {
      if (this.owns(object) && !found.has(nameOf(object))) found.set(nameOf(object), object);
    }
    return [...found.values()];
  }

  owns({ metadata }: KubeObject): boolean {
    // Deployments and StatefulSets hand their annotations down to what they make.
    if (metadata.ownerReferences?.length) return false;
    return metadata.annotations?.[APPLIED_BY] === this.manager;
  }

  private async patch(object: KubeObject, more: string): Promise<KubeObject> {
    const path = await this.path(object);
    const annotations = { ...object.metadata.annotations, [APPLIED_BY]: this.manager };
    const body = { ...object, metadata: { ...object.metadata, annotations } };
    const query = `fieldManager=${encodeURIComponent(this.manager)}&force=true&fieldValidation=Strict${more}`;
    return this.ask({ method: 'PATCH', path: `${path}?${query}`, type: 'application/apply-patch+yaml', body });
  }

  private async path({ apiVersion, kind, metadata }: KubeObject): Promise<string> {
    const { plural, namespaced }: Kind = await this.kinds.of(apiVersion, kind);
    const where = namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${root(apiVersion)}${where}/${plural}/${metadata.name}`;
  }
}

/** Whether two readings of an object ask for the same: what the server alone writes is left out. */
export function same(one: KubeObject, other: KubeObject): boolean {
  return isDeepStrictEqual(asked(one), asked(other));
}

function asked({ status, metadata, ...rest }: KubeObject): unknown {
  const { managedFields, resourceVersion, generation, ...said } = metadata;
  return { ...rest, metadata: said };
}

function root(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return undefined;
    throw error;
  }
}
