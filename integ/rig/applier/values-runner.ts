import { Changes, StackRunner, Variables } from '../stack-runner';

/** Outputs by their names. */
export type Outputs = Readonly<Record<string, unknown>>;

export interface Planned {
  readonly changes: Changes;
  /** The outputs after an apply (`planned_values.outputs` of `terraform show -json`); one not known before is missing. */
  readonly outputs: Outputs;
}

/** Real Terraform for the part of a stack that needs no provider of the cluster. */
export interface ValuesRunner extends StackRunner {
  /** `plan`, and what the outputs would be. */
  planned(variables?: Variables): Promise<Planned>;
  /** The value of an expression, asked by `terraform console` and kept nowhere. */
  evaluate(expression: string, variables?: Variables): Promise<any>;
}

/** The outputs in the text of a state. */
export function outputsOf(state: string): Outputs {
  const outputs = state.trim() ? (JSON.parse(state).outputs ?? {}) : {};
  return Object.fromEntries(Object.entries<any>(outputs).map(([name, { value }]) => [name, value]));
}
