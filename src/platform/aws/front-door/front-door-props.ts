import { LegacyInstanceTarget } from './legacy/legacy-instance-target';
import { PreviewProps } from './preview-props';
import { Color } from '../../color';
import { ILoadBalancerNetwork } from '../load-balancer-network';

/** What a front door is made of. */
export interface FrontDoorProps {
  /**
   * The name of the load balancer, and how the names of the target groups begin: 1 to 19 letters, digits and hyphens,
   * which leaves room for a colour in the 32 characters that Elastic Load Balancing allows.
   */
  readonly name: string;
  /** The name that people type, such as `demo.docnow.io`. */
  readonly hostName: string;
  /** The public hosted zone in Route 53 that the name is in, such as `docnow.io`. It has to exist. */
  readonly hostedZoneName: string;
  /** Where the load balancer stands, and the security group of the pods: `cluster`. */
  readonly network: ILoadBalancerNetwork;
  /**
   * The copies of DocNow between which traffic is switched. With the legacy server at most 5, the number of target
   * groups in a rule (AWS, "Quotas for your Application Load Balancers").
   *
   * @default - blue and green
   */
  readonly colors?: Color[];
  /**
   * The server that DocNow runs on today, as one more target that traffic can be switched to and back to.
   *
   * @default - none
   */
  readonly legacy?: LegacyInstanceTarget;
  /**
   * Names and a cookie by which a colour can be looked at before people get it. The certificate is then good for these
   * names, too, and the listener's rules 1 to 17 are taken.
   *
   * @default - none
   */
  readonly preview?: PreviewProps;
  /**
   * IPv4 ranges of those who may come in.
   *
   * @default - everybody: 0.0.0.0/0
   */
  readonly clientCidrs?: string[];
  /**
   * How long a target goes on with requests in flight after it was taken out, in seconds: 0 to 3600, and shorter than
   * what web pods go on serving (`web.timings.preStop` of the environments).
   *
   * @default 30
   */
  readonly deregistrationDelay?: number;
  /**
   * Days for which access logs are kept.
   *
   * @default 90
   */
  readonly logRetentionDays?: number;
  /**
   * Whether AWS refuses to delete the load balancer, and Terraform the access logs and the target groups (their
   * replacement, too). To tear down: set it to false, apply, then destroy.
   *
   * @default true
   */
  readonly removalProtection?: boolean;
}
