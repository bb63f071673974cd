import { CustomObjectsApi, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node';
import { BINDINGS, TargetGroupBinding } from './binding';
import { checkpointAnnotations, savedCheckpoint } from './checkpoint';

const asMerge = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** What the registrar reads and writes of bindings in the API server. */
export class BindingWriter {
  public constructor(private readonly custom: CustomObjectsApi) {}

  /** The binding as it is now: a watch may not have told yet what was written here. Undefined when it is gone. */
  public async read(binding: TargetGroupBinding): Promise<TargetGroupBinding | undefined> {
    try {
      return (await this.custom.getNamespacedCustomObject(reference(binding))) as TargetGroupBinding;
    } catch (error) {
      if ((error as { code?: number }).code !== 404) throw error;
      return undefined;
    }
  }

  /** Whether it was done: not when the binding is gone or has changed meanwhile. */
  public async setFinalizers(binding: TargetGroupBinding, finalizers: string[]): Promise<boolean> {
    const body = { metadata: { finalizers, resourceVersion: binding.metadata!.resourceVersion } };
    try {
      await this.custom.patchNamespacedCustomObject({ ...reference(binding), body }, asMerge);
      return true;
    } catch (error) {
      const { code } = error as { code?: number };
      if (code !== 404 && code !== 409) throw error;
      return false;
    }
  }

  public async saveCheckpoint(binding: TargetGroupBinding, checkpoint: string): Promise<void> {
    if (savedCheckpoint(binding) === checkpoint) return;
    const annotations = checkpointAnnotations(checkpoint);
    binding.metadata!.annotations = { ...binding.metadata!.annotations, ...annotations };
    await this.custom.patchNamespacedCustomObject(
      { ...reference(binding), body: { metadata: { annotations } } },
      asMerge,
    );
  }

  public async setObserved(binding: TargetGroupBinding): Promise<void> {
    const body = { status: { observedGeneration: binding.metadata!.generation } };
    await this.custom.patchNamespacedCustomObjectStatus({ ...reference(binding), body }, asMerge);
  }
}

function reference({ metadata }: TargetGroupBinding) {
  return { ...BINDINGS, name: metadata!.name!, namespace: metadata!.namespace! };
}
