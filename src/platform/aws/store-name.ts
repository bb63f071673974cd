import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../invalid';

/**
 * Refuses a name that RDS or ElastiCache would refuse (their API references, CreateDBInstance and CreateReplicationGroup).
 *
 * @throws with the way out
 */
export function checkStoreName(scope: IConstruct, name: string, most: number): void {
  const fits = /^[a-z](-?[a-z0-9])*$/.test(name) && name.length <= most;
  if (Token.isUnresolved(name) || fits) return;
  throw invalid(scope, {
    property: 'name',
    value: name,
    because: 'which AWS takes for no such name',
    wayOut: `Use 1 to ${most} lower case letters, digits and single hyphens, a letter first, no hyphen last.`,
  });
}
