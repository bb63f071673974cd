import { TerraformStack, TerraformVariable } from 'cdktf';

/** Internal: what an operator says at each apply. Without a default it has to be said each time. */
export interface OperatorVariable {
  /** @default string */
  readonly type?: string;
  readonly default?: unknown;
  readonly description: string;
  /** What must hold, when not every value will do. */
  readonly condition?: string;
  readonly isWrong?: string;
  readonly wayOut?: string;
}

/** Internal: declares a variable, and refuses values that mean nothing. */
export function operatorVariable(
  stack: TerraformStack,
  name: string,
  { condition, isWrong, wayOut, ...input }: OperatorVariable,
): void {
  const variable = new TerraformVariable(stack, name, { type: 'string', nullable: false, ...input });
  if (condition === undefined) return;
  variable.addValidation({ condition: `\${${condition}}`, errorMessage: `${name} ${isWrong}. ${wayOut}` });
}
