import { ClusterCapability } from '../../platform/cluster-capability';
import { NodePlacement } from '../../platform/kubernetes-cluster';

/** What nobody can tell of a cluster at synth but whoever knows it. */
export interface ImportedClusterProps {
  /**
   * What the cluster can do beyond what every conformant Kubernetes does. A construct that needs more refuses the cluster
   * at synth; a `CapabilityCheck` looks, at each plan, whether it is so.
   *
   * @default - of an EKS cluster all but the Gateway API, of any other nothing
   */
  readonly capabilities?: ClusterCapability[];
  /**
   * Nodes set apart for Elasticsearch. Linux has to allow 262144 memory maps there (`vm.max_map_count`).
   *
   * @default - Elasticsearch runs on any node
   */
  readonly elasticsearchNodes?: NodePlacement;
}

/** An EKS cluster that somebody else owns. */
export interface ImportedEksClusterProps extends ImportedClusterProps {
  /** The cluster's name. */
  readonly clusterName: string;
  /**
   * The AWS region, such as `us-east-1`.
   *
   * @default - the region of the stack's AwsProvider
   */
  readonly region?: string;
  /**
   * Ids of public subnets, one a zone, for load balancers that face the internet.
   *
   * @default - found by the tag `kubernetes.io/role/elb` in the cluster's VPC, as many as `zones` says
   */
  readonly publicSubnetIds?: string[];
  /**
   * Ids of private subnets, one a zone, for file systems and databases.
   *
   * @default - found by the tag `kubernetes.io/role/internal-elb` in the cluster's VPC, as many as `zones` says
   */
  readonly privateSubnetIds?: string[];
  /**
   * The number of subnets of either kind to be found. Terraform refuses to plan when there are more or fewer.
   *
   * @default 3
   */
  readonly zones?: number;
}

/** A cluster that a kubeconfig file knows. */
export interface KubeconfigClusterProps extends ImportedClusterProps {
  /** The path of the file, on the machine that runs Terraform: `/...` or `~/...`. Terraform reads it each time it runs. */
  readonly configPath: string;
  /**
   * The context in the file. Not the current one by default: `kubectl config use-context` would lead the next apply to
   * another cluster.
   */
  readonly configContext: string;
}

/** A program that prints credentials when Terraform runs (Kubernetes, "Authenticating": client-go credential plugins). */
export interface CredentialPlugin {
  /** The program, such as `gke-gcloud-auth-plugin`. It has the environment of Terraform: set there what it needs. */
  readonly command: string;
  /**
   * Its arguments. No secrets.
   *
   * @default - none
   */
  readonly args?: string[];
  /**
   * The version of what it prints.
   *
   * @default client.authentication.k8s.io/v1
   */
  readonly apiVersion?: string;
}

/** A cluster by the address of its API server. Give one of `credentialPlugin` and `tokenFile`. */
export interface EndpointClusterProps extends ImportedClusterProps {
  /** The API server's address, such as `https://203.0.113.7:6443`. */
  readonly endpoint: string;
  /** The certificate of the authority that signed the API server's, PEM. It is no secret. */
  readonly clusterCaCertificate: string;
  /**
   * A program that prints credentials.
   *
   * @default - none
   */
  readonly credentialPlugin?: CredentialPlugin;
  /**
   * The path of a file with a bearer token, on the machine that runs Terraform, such as
   * `/var/run/secrets/kubernetes.io/serviceaccount/token` in a pod. Terraform reads it each time it runs; its contents
   * stand in no state and no synthesized file.
   *
   * @default - none
   */
  readonly tokenFile?: string;
}
