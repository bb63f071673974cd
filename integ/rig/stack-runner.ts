/** What a plan or an apply changes. */
export interface Changes {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

/** Values of a stack's variables, as an operator hands them over with `-var`. */
export type Variables = Readonly<Record<string, string | number>>;

/** One synthesized stack, applied to the emulated AWS and the Kubernetes API server. */
export interface StackRunner {
  readonly name: string;
  /** Readies the folder for Terraform: backend and providers. */
  init(): Promise<void>;
  /** What an apply would change. @throws what Terraform said, when it refuses */
  plan(variables?: Variables): Promise<Changes>;
  /** @throws within about a minute, with the pods' events, when the apply cannot succeed */
  apply(variables?: Variables): Promise<Changes>;
  destroy(variables?: Variables): Promise<Changes>;
  /** The state as text, to look for what must not be in it. */
  state(): Promise<string>;
}
