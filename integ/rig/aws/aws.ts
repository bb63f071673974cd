/** The emulated AWS, behind the rig's proxy. */
export interface Aws {
  /** The proxy: `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly region: string;
  /** What Terraform's AWS provider, its S3 backend and an SDK read from the environment: endpoint, region, credentials. */
  readonly env: Readonly<Record<string, string>>;
  readonly calls: Calls;
}

/** The calls that went through the proxy. */
export interface Calls {
  /** A point in time, to count from. */
  mark(): number;
  /** How often an action, such as `ModifyRule`, was called since the mark (or ever). */
  count(action: string, since?: number): number;
  /**
   * The calls that changed something since the mark (or ever), in order: all but asking, and but what Terraform writes
   * into its store of states (the lock, the state files).
   */
  changes(since?: number): string[];
  /** How many these are. */
  writes(since?: number): number;
}
