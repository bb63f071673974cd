import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiextensionsV1Api, KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';

/** Makes the API server know a kind of object that is written in a file; one that it knows is left alone. */
export async function installKind(config: KubeConfig, file: string): Promise<void> {
  const api = config.makeApiClient(ApiextensionsV1Api);
  const text = await readFile(file, 'utf8');
  // The client drops fields that it knows by another name.
  const body = parse(text.replace(/x-kubernetes-[a-z-]+/g, (name) => name.replaceAll('-', '_')));
  const { name } = body.metadata;
  await api.createCustomResourceDefinition({ body }).catch(({ code }) => {
    if (code !== 409) throw new Error(`the kind ${name} was refused (${code})`);
  });
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = await api.readCustomResourceDefinition({ name });
    if (status?.conditions?.some((one) => one.type === 'Established' && one.status === 'True')) return;
    await sleep(100);
  }
  throw new Error(`the kind ${name} was not established within 10 s`);
}
