import { TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';

/**
 * Declares the stack's variable `workers`, without a default: whoever applies says each time whether this colour's
 * workers run. Two running stream loaders would collect tweets twice. Beside it, `skip_guards` takes a reason to start them
 * although those of another colour run.
 */
export function workersVariable(scope: Construct): TerraformVariable {
  const stack = TerraformStack.of(scope);
  const state = new TerraformVariable(stack, 'workers', {
    type: 'string',
    nullable: false,
    description:
      'active: the workers of this colour run. standby: they do not. draining: those that may run in several colours go ' +
      'on, the others do not. Only one colour may be active.',
  });
  state.addValidation({
    condition: '${contains(["active", "standby", "draining"], var.workers)}',
    errorMessage: 'workers must be active, standby or draining: whether the workers of this colour run.',
  });
  new TerraformVariable(stack, 'skip_guards', {
    type: 'string',
    nullable: false,
    default: '',
    description:
      'For emergencies: a reason to start the workers although those of another colour run, or nobody can tell.',
  });
  return state;
}
