import { CiIdentity } from './ci-identity';
import { IEksCluster } from '../eks-cluster';

/** Who may take a role for releases, and what for. */
export interface DeployRoleProps {
  /** The role's name, which the workflow has to know: 1 to 64 letters, digits and `+=,.@_-`. */
  readonly name: string;
  /** The jobs that may take it: `CiIdentity.gitHubEnvironment('DocNow/demo', 'production')`. */
  readonly identity: CiIdentity;
  /**
   * The ARN of the account's identity provider for the identity's issuer. An account has one for an issuer: give it to all roles
   * but the first, whose is `identityProviderArn`.
   *
   * @default - made here
   */
  readonly identityProviderArn?: string;
  /**
   * The rules of load balancers by which the role may move traffic: `[blueGreenSwitch.division]`.
   *
   * @default - none: the role can prepare a colour and look, and moves nothing
   */
  readonly ruleArns?: string[];
  /**
   * The cluster that the colours run in. The role is let into it by an access entry, under the Kubernetes group
   * `docnow-release`.
   *
   * @default - no access to a cluster
   */
  readonly cluster?: IEksCluster;
  /**
   * The colours' namespaces, in which the role may change what runs, and read and write Secrets: `['docnow-blue', 'docnow-green']`.
   * They need not be there yet.
   *
   * @default - none
   */
  readonly namespaces?: string[];
  /**
   * The alarms of CloudWatch whose state the role may read: `docnow-release --quiet-alarms` asks for it.
   *
   * @default - none
   */
  readonly alarmArns?: string[];
  /**
   * The ARN of a policy that the role can never go beyond, whatever else it is granted.
   *
   * @default - no boundary
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * For how long a job may keep the role, in seconds: 3600 to 43200 (AWS STS API Reference, AssumeRoleWithWebIdentity). A
   * switch that bakes longer than that ends half done.
   *
   * @default 3600
   */
  readonly maxSessionDuration?: number;
}
