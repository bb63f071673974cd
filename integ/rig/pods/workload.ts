/** How what ran in a container came to its end. */
export interface Exit {
  /** 128 and the signal's number when a signal ended it, as a kubelet says it. */
  readonly code: number;
  /** What the container left to be told (Kubernetes, "Determine the Reason for Pod Failure"). */
  readonly message?: string;
}

/** What a container runs: a server of the rig's own, a program, or nothing but its name. */
export interface Workload {
  /** Where it listens, from its first start on; the same after a restart. */
  readonly port: number;
  /**
   * Starts it.
   *
   * @returns settles when this run of it has ended, by itself or not
   * @throws NotYet when something is missing that may come
   */
  start(): Promise<{ readonly ended: Promise<Exit> }>;
  /** What SIGTERM does to it. */
  terminate(): void;
  /** What SIGKILL does to it. */
  kill(): Promise<void>;
  /** Does what a hook wants, and settles when it is done or the signal says that its time is over. */
  hook(hook: Hook, over: AbortSignal): Promise<void>;
}

/** A hook of a container's life. */
export interface Hook {
  /** Seconds to wait: the sleep handler, or a command that is nothing else. */
  readonly sleep?: number;
  readonly command?: readonly string[];
}

/** A container cannot start as long as something is missing; `reason` is the kubelet's word for it. */
export class NotYet extends Error {
  public constructor(
    public readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}
