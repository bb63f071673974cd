import { Fn, Token } from 'cdktf';

/** Internal: the account in the ARN of a resource, which is known only when Terraform runs. */
export function accountOf(arn: string): string {
  return Token.asString(Fn.element(Fn.split(':', arn), 4));
}
