import { Construct, IDependable } from 'constructs';
import { IKubernetesCluster } from './kubernetes-cluster';
import { ISwitchTarget } from './switch-target';

/** The Service behind a way in, and its pods. */
export interface EntryBackend {
  /** The cluster that they are in. */
  readonly cluster: IKubernetesCluster;
  /** The Service's namespace. */
  readonly namespace: string;
  /** The Service's name. */
  readonly serviceName: string;
  /** The Service's port. */
  readonly servicePort: number;
  /** The labels by which the pods are found. */
  readonly podLabels: { [label: string]: string };
  /** The port that the pods listen on. */
  readonly podPort: number;
}

/** What the pods behind a way in have to know of it. */
export interface IEntryBinding {
  /** Readiness gates of the pods: a pod is Ready only when the way in sends traffic to it. */
  readonly readinessGates: string[];
  /**
   * The address ranges that requests and health checks come from, for the network policy. Empty: the way in has made a
   * policy of its own that lets them in.
   */
  readonly sourceCidrs: string[];
  /**
   * How long the way in goes on with requests in flight after a pod is taken out of it, in seconds. The pod has to serve
   * longer than that.
   *
   * @default 30
   */
  readonly deregistrationDelay?: number;
  /**
   * For how long the way in keeps a connection to a pod open over which nothing comes, in seconds. The pod has to keep it
   * longer.
   *
   * @default - not known
   */
  readonly idleTimeout?: number;
  /** What has to be there before the pods are made. */
  readonly dependable: IDependable;
}

/** The way in to one colour: what stands between the clients and its pods. */
export interface IEntry extends ISwitchTarget {
  /**
   * Connects the way in with a Service.
   *
   * @param scope where resources are made; its stack is connected to the cluster
   * @param id their construct id
   * @param backend the Service
   * @returns what the pods have to know of the way in
   * @throws when the cluster lacks what the way in needs, with the way out
   */
  bind(scope: Construct, id: string, backend: EntryBackend): IEntryBinding;
}
