import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../invalid';

/** Internal: refuses what cannot be a port of every node. @throws with the way out */
export function checkNodePort(scope: IConstruct, property: string, value: number): void {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && value >= 1024 && value <= 65535)) return;
  throw invalid(scope, {
    property,
    value,
    because: 'which is not a port that every node has free',
    wayOut: 'Use one from 30000 to 32767, the range that an API server has unless it was told another.',
  });
}
