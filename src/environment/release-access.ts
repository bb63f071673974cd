import { ClusterRoleBindingV1 } from '@cdktf/provider-kubernetes/lib/cluster-role-binding-v1';
import { ClusterRoleV1 } from '@cdktf/provider-kubernetes/lib/cluster-role-v1';
import { Construct } from 'constructs';
import { invalid } from '../platform/invalid';
import { IKubernetesCluster } from '../platform/kubernetes-cluster';
import { repeated } from '../platform/repeated';

/** Whom to let do what a release does besides changing what is in the colours' namespaces. */
export interface ReleaseAccessProps {
  /** The cluster that the colours run in. */
  readonly cluster: IKubernetesCluster;
  /** The colours' namespaces, such as `['docnow-blue', 'docnow-green']`; they need not be there yet. */
  readonly namespaces: string[];
  /**
   * The group, as Kubernetes knows who is let in. `DeployRole` enters its role under this one.
   *
   * @default docnow-release
   */
  readonly group?: string;
  /**
   * The name of the volume with user data, as it was given to `EfsVolume` or `SharedVolume`.
   *
   * @default user-data
   */
  readonly userDataName?: string;
}

/** What reads and changes an object by its name. */
const CHANGE = ['get', 'update', 'patch', 'delete'];

/**
 * Lets who releases have what stands in no namespace: the colours' own namespaces and volumes, and the bindings to a load
 * balancer's target groups, which Kubernetes' role `edit` and EKS's policy of that name do not know. What is in the namespaces
 * is granted apart, by `DeployRole` or by a RoleBinding to `edit`.
 *
 * Kubernetes cannot grant making something by its name, so other namespaces and volumes can be made, though neither changed
 * nor deleted.
 */
export class ReleaseAccess extends Construct {
  /** What may be done. */
  public readonly role: ClusterRoleV1;

  /**
   * Makes a role and its binding to the group.
   *
   * @throws when no namespace is named, or one twice
   */
  constructor(scope: Construct, id: string, props: ReleaseAccessProps) {
    super(scope, id);
    const { cluster, namespaces, group = 'docnow-release', userDataName = 'user-data' } = props;
    this.check(namespaces);
    cluster.connect(this);
    const volumes = namespaces.map((namespace) => `${namespace}-${userDataName}`);
    const named = (resources: string[], resourceNames: string[]) => [
      { apiGroups: [''], resources, verbs: ['create', 'list'] },
      { apiGroups: [''], resources, resourceNames, verbs: CHANGE },
    ];
    this.role = new ClusterRoleV1(this, 'Role', {
      metadata: { name: group },
      rule: [
        ...named(['namespaces'], namespaces),
        ...named(['persistentvolumes'], volumes),
        // Terraform's provider looks through them before it lists any kind, as when an environment asks who else runs workers.
        { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['list'] },
        {
          apiGroups: ['elbv2.k8s.aws'],
          resources: ['targetgroupbindings'],
          verbs: ['create', 'list', ...CHANGE],
        },
      ],
    });
    new ClusterRoleBindingV1(this, 'Binding', {
      metadata: { name: group },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: this.role.metadata.name },
      subject: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }],
    });
  }

  private check(namespaces: string[]): void {
    const twice = repeated(namespaces);
    if (namespaces.length && twice === undefined) return;
    throw invalid(this, {
      property: 'namespaces',
      value: namespaces,
      because: twice === undefined ? 'so that nothing can be released' : `in which '${twice}' stands twice`,
      wayOut: "Name the colours' namespaces, each once: ['docnow-blue', 'docnow-green'].",
    });
  }
}
