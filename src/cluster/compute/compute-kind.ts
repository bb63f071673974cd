import { AutoModeProps } from './auto-mode-props';
import { FargateProps } from './fargate-props';
import { ManagedNodesProps } from './managed-nodes-props';

/** Internal: what the factories of Compute were told. */
export type ComputeKind =
  | { readonly kind: 'managedNodes'; readonly props: ManagedNodesProps }
  | { readonly kind: 'fargate'; readonly props: FargateProps }
  | { readonly kind: 'autoMode'; readonly props: AutoModeProps }
  | { readonly kind: 'shared' };
