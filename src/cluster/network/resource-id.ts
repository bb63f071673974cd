import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../../platform/invalid';

/** Internal: refuses what is no id of EC2: `vpc`, `subnet` or `rtb`, a hyphen, and 8 or 17 digits in base 16. */
export function checkId(scope: IConstruct, property: string, kind: 'vpc' | 'subnet' | 'rtb' | 'pcx', id: string): void {
  if (Token.isUnresolved(id) || new RegExp(`^${kind}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) return;
  throw invalid(scope, {
    property,
    value: id,
    because: `which is not the shape of such an id`,
    wayOut: `Write it as ${kind}-0123456789abcdef0`,
  });
}
