import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { checkName } from './name';
import { guardedNamespace } from '../platform/guarded-namespace';
import { invalid } from '../platform/invalid';
import { IKubernetesCluster } from '../platform/kubernetes-cluster';

/** What a namespace for data services needs. */
export interface DataNamespaceProps {
  /** The cluster that the namespace is in. */
  readonly cluster: IKubernetesCluster;
  /**
   * The namespace's name.
   *
   * @default docnow-data
   */
  readonly name?: string;
  /**
   * Pod Security's level `restricted` as of this minor version of Kubernetes, such as `v1.34`.
   *
   * @default - latest: the cluster's own version
   */
  readonly podSecurityVersion?: string;
}

/**
 * The namespace of the services that keep DocNow's data, apart from the colours so that removing a colour cannot take
 * them along.
 *
 * It refuses pods that ask for more than Pod Security's level `restricted`, and its pods can talk to nobody but the
 * cluster's DNS: each service opens what it needs.
 */
export class DataNamespace extends Construct {
  /** The namespace's name. */
  public readonly name: string;

  /** The namespace itself. */
  public readonly namespace: NamespaceV1;

  /**
   * What has to be there before a pod comes, so that none runs unguarded.
   *
   * @internal
   */
  public readonly _guards: ITerraformDependable[];

  /**
   * Makes the namespace.
   *
   * @throws when the name cannot be a namespace's or is one of Kubernetes' own, or Pod Security has no such version
   */
  constructor(scope: Construct, id: string, props: DataNamespaceProps) {
    super(scope, id);
    this.name = props.name ?? 'docnow-data';
    checkName(this, 'name', this.name);
    const podSecurityVersion = props.podSecurityVersion ?? 'latest';
    if (!/^(latest|v1\.\d{1,3})$/.test(podSecurityVersion)) {
      throw invalid(this, {
        property: 'podSecurityVersion',
        value: podSecurityVersion,
        because: 'which is not a version of Pod Security',
        wayOut: 'Use latest, or a minor version of Kubernetes such as v1.34.',
      });
    }
    props.cluster.connect(this);
    const { namespace, guards } = guardedNamespace(this, this.name, podSecurityVersion);
    this.namespace = namespace;
    this._guards = guards;
  }
}
