import { ITerraformDependable } from 'cdktf';
import { ControllerMirror } from './controller-mirror';
import { IEksCluster } from '../platform/aws/eks-cluster';

/** Internal: the namespace that controllers have to themselves. */
export interface ControllersHome {
  readonly namespace: string;
  readonly guards: ITerraformDependable[];
}

/** Internal: what a controller is installed into. */
export interface ControllerContext {
  readonly cluster: IEksCluster;
  readonly mirror: ControllerMirror;
  /** The namespace, made when the first asks for it. */
  home(): ControllersHome;
}
