import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { makeSecretCopies } from './secret-copies';
import { invalid } from '../../platform/invalid';
import { IKubernetesCluster } from '../../platform/kubernetes-cluster';
import { SecretKeyReference } from '../../platform/secret-key-reference';
import { ISecretSource } from '../../platform/secret-source';
import { Release } from '../release/release';

/** Where an environment's secrets come from and go to. */
export interface BoundSecretsProps {
  readonly cluster: IKubernetesCluster;
  readonly namespace: string;
  readonly namespaceName: string;
  readonly release: Release;
  /** The image with Node.js, when it is not the release's. */
  readonly copyImage?: string;
  readonly source: ISecretSource;
  /** What has to be there before a pod comes, so that none runs unguarded. */
  readonly dependsOn: ITerraformDependable[];
}

/** Makes the secrets of a release available in a namespace. @returns by environment variable, where its value is there */
export function bindSecrets(scope: Construct, props: BoundSecretsProps): { [key: string]: SecretKeyReference } {
  const { cluster, namespace, release, source } = props;
  const { _application: application } = release;
  const keys = [...release.secretKeys];
  const references = source.bind(scope, 'Source', { cluster, namespace, keys });
  const missing = keys.find((key) => references[key] === undefined);
  if (missing !== undefined) {
    throw invalid(scope, {
      property: `secrets.${missing}`,
      value: undefined,
      because: 'but this release needs it',
      wayOut: `Give a source that has ${keys.join(', ')}.`,
    });
  }
  const here = [undefined, namespace, props.namespaceName];
  const elsewhere = keys.filter((key) => !here.includes(references[key].namespace));
  if (elsewhere.length === 0) return references;
  const image = props.copyImage ?? (application.nodejs ? release.image : undefined);
  if (image === undefined) {
    throw invalid(scope, {
      property: `secrets.${elsewhere[0]}`,
      value: references[elsewhere[0]].secretName,
      because: `a Secret of the namespace ${references[elsewhere[0]].namespace}, which a program for Node.js copies`,
      wayOut: 'Name an image that has it by copyImage.',
    });
  }
  const name = `${application.name}-copied-secrets`;
  const copied = Object.fromEntries(elsewhere.map((key) => [key, references[key]]));
  makeSecretCopies(new Construct(scope, 'Copies'), {
    ...props,
    name,
    references: copied,
    image,
    imagePullSecrets: release.imagePullSecrets,
    user: application.user,
  });
  const copies = elsewhere.map((key) => [key, { secretName: name, key, revision: references[key].revision }]);
  return { ...references, ...Object.fromEntries(copies) };
}
