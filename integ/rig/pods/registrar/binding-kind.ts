import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiextensionsV1Api, KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';

/** Makes the API server know TargetGroupBindings, as the real controller's chart would; one that does is left alone. */
export async function installBindingKind(config: KubeConfig): Promise<void> {
  const api = config.makeApiClient(ApiextensionsV1Api);
  const text = await readFile(join(__dirname, 'target-group-binding-crd.yaml'), 'utf8');
  // The client drops fields that it knows by another name.
  const body = parse(text.replace(/x-kubernetes-[a-z-]+/g, (name) => name.replaceAll('-', '_')));
  await api.createCustomResourceDefinition({ body }).catch(({ code }) => {
    if (code !== 409) throw new Error(`the kind TargetGroupBinding was refused (${code})`);
  });
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = await api.readCustomResourceDefinition({ name: body.metadata.name });
    if (status?.conditions?.some((one) => one.type === 'Established' && one.status === 'True')) return;
    await sleep(100);
  }
  throw new Error('the kind TargetGroupBinding was not established within 10 s');
}
