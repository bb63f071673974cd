import { ControllerProps } from './controller-props';

/** What the Cluster Autoscaler is told. */
export interface ClusterAutoscalerProps extends ControllerProps {
  /**
   * Its version. Major and minor have to be those of the cluster's Kubernetes, since it foretells what the scheduler does.
   *
   * @default '1.34.5'
   */
  readonly version?: string;
}
