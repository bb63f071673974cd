import { join } from 'node:path';
import { Counted, Row } from './rows';
import { ROOT } from '../project';

/** Where the page is committed. */
export const PAGE = join(ROOT, 'docs', 'faults.md');

/** What of a row is known before it is gone through. */
export function lineOf({ fault, seen, then, lost = 'nothing' }: Row): string {
  return `| ${fault} | ${seen} | ${then} | ${lost} |`;
}

/** What was counted of a row that was not gone through yet. */
const NOT_YET = 'not yet';

/** The lines of a page as `lineOf` has them. */
export function linesOf(text: string): string[] {
  const line = new RegExp(`^(\\| .* \\|) (\\d+, \\d+|${NOT_YET}) \\|$`, 'gm');
  return [...text.matchAll(line)].map(([, known]) => known);
}

/** The page. @param counted of each row, by what goes wrong */
export function page(rows: readonly Row[], counted: Readonly<Record<string, Counted>>): string {
  return [
    '# When something goes wrong in a switch',
    '',
    'Lines with figures were gone through on the emulated AWS, with the real Terraform and its provider, while 8 connections asked',
    'without a pause; the others were not yet. `npm run integ:faults` (`integ/faults/rows.ts`) goes through all and writes this page.',
    'The command is `docnow-release switch COLOUR`; its codes are on [the page of the release](release.md).',
    '',
    '| what goes wrong | what is seen | how it goes on | lost | requests, failed |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `${lineOf(row)} ${figures(counted[row.fault])} |`),
    '',
    'While a colour is sick, requests fail here that AWS would send to it all the same: an Application Load Balancer sends them to',
    'sick targets when it has no others (it fails open), and fakecloud answers 503 itself. Not shown here: the registrar down and a',
    'clock that is wrong, and a certificate about to end.',
    '',
  ].join('\n');
}

function figures(counted?: Counted): string {
  return counted ? `${counted.requests}, ${counted.failed}` : NOT_YET;
}
