import { Charts } from './charts';
import { Kinds } from './kinds';
import { KubeObject } from './objects';
import { translate } from './translate';
import { base64, REVISION } from './write-only';

/** How long and for what an apply waits, as the provider's resource says. */
export interface Wait {
  readonly rollout: boolean;
  readonly createSeconds: number;
  readonly deleteSeconds: number;
}

/** What one resource of the stack is to be on the server. */
export interface Desired {
  /** In the order in which they are made. */
  readonly objects: KubeObject[];
  readonly wait: Wait;
}

/** Arguments of the provider's resources that say what Terraform does, not what the object is. */
const WAITS = ['wait_for_rollout', 'wait_until_bound', 'wait_for_load_balancer', 'wait_for_completion'];
const NOT_OF_THE_OBJECT = [...WAITS, 'wait_for_default_service_account', 'timeouts', 'id', 'data_wo_revision'];

/** Turns what is written of a resource, with every expression resolved, into objects of Kubernetes. */
export async function toObjects(type: string, body: any, kinds: Kinds, charts: Charts): Promise<Desired> {
  const wait = waitOf(type, body);
  if (type === 'helm_release') return { objects: await charts.render(body), wait };
  if (type === 'kubernetes_manifest') return { objects: [body.manifest], wait };
  const kind = await kinds.ofTerraform(type);
  const { schema, schemas } = await kinds.schema(kind);
  const fields = Object.fromEntries(Object.entries(body).filter(([key]) => !NOT_OF_THE_OBJECT.includes(key)));
  const translated: any = translate(withDefaults(type, fields), schema, schemas);
  if (!translated.metadata?.name) throw new Error(`${type}: metadata has no name; a generated one is not played`);
  if (kind.namespaced) translated.metadata.namespace ??= 'default';
  if (type.startsWith('kubernetes_secret') && translated.data) translated.data = base64(translated.data);
  if (body.data_wo_revision) {
    translated.metadata.annotations = { ...translated.metadata.annotations, [REVISION]: `${body.data_wo_revision}` };
  }
  return { objects: [{ apiVersion: kind.apiVersion, kind: kind.kind, ...translated }], wait };
}

/**
 * Where the provider's default is not the API server's. What it writes beyond that says what is so anyway: `immutable`
 * and `optional: false`, `shareProcessNamespace: false`, `mountPropagation: None`.
 */
function withDefaults(type: string, fields: Record<string, any>): Record<string, any> {
  if (type.startsWith('kubernetes_service_account')) return { automount_service_account_token: true, ...fields };
  if (type.startsWith('kubernetes_storage_class')) return { allow_volume_expansion: true, ...fields };
  if (type.startsWith('kubernetes_stateful_set')) {
    const [spec] = [fields.spec].flat();
    // Kubernetes takes no notice of a claim template's namespace.
    const claims = [spec.volume_claim_template ?? []].flat().map((claim: any) => {
      const [metadata] = [claim.metadata ?? {}].flat();
      return { ...claim, metadata: { namespace: 'default', ...metadata } };
    });
    return { ...fields, spec: { revision_history_limit: 0, ...spec, volume_claim_template: claims } };
  }
  return fields;
}

function waitOf(type: string, body: any): Wait {
  const timeouts = [body.timeouts ?? {}].flat()[0];
  if (type === 'helm_release') {
    const timeout = Number(body.timeout ?? 300);
    return { rollout: body.wait !== false, createSeconds: timeout, deleteSeconds: timeout };
  }
  return {
    rollout: !WAITS.some((key) => String(body[key]) === 'false'),
    createSeconds: seconds(timeouts.create ?? timeouts.update ?? '10m'),
    deleteSeconds: seconds(timeouts.delete ?? '10m'),
  };
}

/** `1h10m`, as Go writes durations. */
function seconds(duration: string): number {
  const units = { h: 3600, m: 60, s: 1 };
  return [...duration.matchAll(/([\d.]+)([hms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  );
}
