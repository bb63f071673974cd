import { TerraformOutput, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';
import { OperatorVariable, operatorVariable } from './operator-variable';

/** Internal: what Terraform cannot ask, so that whoever applies asks and hands in. */
export interface Figure extends OperatorVariable {
  /** What it is asked of, for docnow-release. */
  readonly source: unknown;
}

/**
 * Internal: declares a figure that is handed in, and an output by which docnow-release knows that and where to ask for it.
 *
 * @throws when two guards want the same figure
 */
export function declareFigure(scope: IConstruct, name: string, { source, ...variable }: Figure): void {
  const stack = TerraformStack.of(scope);
  if (stack.node.tryFindChild(name)) {
    throw invalid(scope, {
      property: 'guards',
      value: name,
      because: 'the figure that two of them want handed in',
      wayOut: 'Leave one of the two guards out.',
    });
  }
  operatorVariable(stack, name, variable);
  new TerraformOutput(stack, `docnow_release_${name}`, {
    staticId: true,
    description: `What docnow-release has to know, to hand in ${name}`,
    value: source,
  });
}
