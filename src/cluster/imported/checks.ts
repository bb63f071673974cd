import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../../platform/invalid';

/** Internal: what an error says instead of a value that may be a secret. */
export const NOT_SHOWN = '(not shown)';

/** Internal: refuses what is no path of a file, such as the file's contents. @throws with the way out */
export function checkPath(scope: IConstruct, property: string, value: string): void {
  if (Token.isUnresolved(value) || /^~?\/[^\n]+$/.test(value)) return;
  throw invalid(scope, {
    property,
    value: NOT_SHOWN,
    because: 'which is not the whole path of a file; a relative one would be looked for in the folder of each stack',
    wayOut: 'Give the path, beginning with / or ~/, and never what is in the file.',
  });
}
