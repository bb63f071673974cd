import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { PersistentVolumeClaimV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1';
import { TerraformLocal, Token } from 'cdktf';
import { Construct } from 'constructs';
import { checkName } from './name';
import { gibibytes } from './quantity';
import { SingleNodeVolumeProps } from './single-node-volume-props';
import { checkAmount } from '../platform/amount';
import { checkImage } from '../platform/image-reference';
import { RESTRICTED_CONTAINER, restrictedPod } from '../platform/pod-security';
import { ISharedVolume, VolumeMountProps } from '../platform/shared-volume';
import { staticClaim } from '../platform/static-claim';
import { checkUserNumber } from '../platform/user-number';
import { makeJob } from '../platform/workloads';

const HOSTNAME = 'kubernetes.io/hostname';

/**
 * User data on a laptop: a folder on the disk of one node, which the cluster's own class of volumes makes, and which is made
 * available in every namespace that asks. All pods that mount it run on that node, so it is for clusters of one node.
 *
 * Why not a folder of your choice? One that the kubelet makes belongs to root, and DocNow's pods are not root; the classes
 * of kind, k3d, minikube and Docker Desktop make one that all may write. A class whose volumes are no folders, such as a
 * cloud's disks, is refused at the plan of the environment: colours could not share them. Removing this construct removes
 * the files.
 */
export class SingleNodeVolume extends Construct implements ISharedVolume {
  private readonly name: string;
  private readonly source: string;

  /**
   * Makes the claim, and a Job that writes into the volume: some classes make it for the first pod only.
   *
   * @throws when a property cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: SingleNodeVolumeProps) {
    super(scope, id);
    const { cluster, namespace, name = 'user-data', storageGiB = 1, user = 1000, image = 'busybox:1.37.0' } = props;
    checkName(this, 'name', name);
    checkAmount(this, 'storageGiB', storageGiB, { least: 1, most: 16 * 1024, unit: 'GiB' });
    checkUserNumber(this, 'user', user);
    checkImage(this, 'image', image);
    this.name = name;
    this.source = namespace.name;
    cluster.connect(this);
    const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'docnow' };
    const metadata = { name, namespace: namespace.namespace.metadata.name, labels };
    const claim = new PersistentVolumeClaimV1(this, 'Claim', {
      metadata,
      waitUntilBound: false,
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: props.storageClassName,
        resources: { requests: { storage: gibibytes(storageGiB) } },
      },
    });
    makeJob(this, 'Trial', {
      metadata: { ...metadata, name: `${name}-trial` },
      waitForCompletion: true,
      timeouts: { create: '5m', update: '5m' },
      spec: {
        backoffLimit: 2,
        template: {
          metadata: { labels },
          spec: {
            restartPolicy: 'Never',
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: restrictedPod(user),
            container: [
              {
                name: 'trial',
                image,
                imagePullPolicy: 'IfNotPresent',
                command: ['sh', '-c', `touch /data/.trial || { echo "user ${user} cannot write here"; exit 1; }`],
                resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '16Mi' } },
                securityContext: RESTRICTED_CONTAINER,
                volumeMount: [{ name: 'data', mountPath: '/data' }],
              },
            ],
            volume: [{ name: 'data', persistentVolumeClaim: { claimName: claim.metadata.name } }],
          },
        },
      },
      dependsOn: namespace._guards,
    });
  }

  /**
   * Makes a PersistentVolume of the same folder and its claim for the namespace. Terraform refuses to plan when the class
   * made no folder, or does not say on which of several nodes.
   */
  public mount(scope: Construct, id: string, { namespace }: VolumeMountProps): string {
    const construct = new Construct(scope, id);
    const read = (kind: string) => new DataKubernetesResources(construct, kind, { apiVersion: 'v1', kind }).fqn;
    const local = (name: string, expression: string) => new TerraformLocal(construct, name, `\${${expression}}`);
    const mine = `one.spec.claimRef.namespace == "${this.source}" && one.spec.claimRef.name == "${this.name}"`;
    const found = local('found', `[for one in ${read('PersistentVolume')}.objects : one if try(${mine}, false)]`).fqn;
    const path = local(
      'path',
      `try(coalesce(${found}[0].spec.hostPath.path), coalesce(${found}[0].spec.local.path), "")`,
    );
    // What one volume has and another has not is null in a list of both.
    const listed = (expression: string) => `try(coalescelist(${expression}), [])`;
    const terms = listed(`${found}[0].spec.nodeAffinity.required.nodeSelectorTerms`);
    const expressions = listed('term.matchExpressions');
    const named = `[for one in ${expressions} : ${listed('one.values')} if one.key == "${HOSTNAME}"]`;
    const nodes = local('nodes', `flatten([for term in ${terms} : ${named}])`);
    const made = `\${try(keys({for key, value in ${found}[0].spec : key => 0 if contains(["csi", "nfs"], key) && value != null})[0], "none")}`;
    return staticClaim(construct, 'Mount', {
      namespace,
      name: this.name,
      source: { hostPath: { path: path.asString, type: 'Directory' } },
      nodes: {
        key: HOSTNAME,
        operator: Token.asString(`\${length(${nodes.fqn}) > 0 ? "In" : "Exists"}`),
        values: nodes.asList,
      },
      preconditions: [
        {
          condition: `\${${path.fqn} != ""}`,
          errorMessage:
            `The claim ${this.name} of ${this.source} has no folder of a node, but a volume of the kind '${made}': its class ` +
            'is one without read-write-many, and colours could not share its volumes. Name a class that makes folders, such ' +
            "as kind's standard, or give SharedVolume.nfs(...) or SharedVolume.csi(...).",
        },
        {
          condition: `\${length(${nodes.fqn}) > 0 || length(${read('Node')}.objects) == 1}`,
          errorMessage:
            `The volume of ${this.source}/${this.name} does not say on which node its folder is, and the cluster has several: ` +
            'pods would see different files. Use a cluster of one node, SharedVolume.nfs(...) or SharedVolume.csi(...).',
        },
      ],
    });
  }
}
