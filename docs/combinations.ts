import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMBINATIONS, refusal } from '../integ/matrix/combinations';
import { AUTOSCALERS, COMPUTES, NETWORKS } from '../integ/matrix/kinds';

/** The page that says what goes with what, from the table that the tests go by. */
export function combinations(): string {
  const words: string[] = [];
  const note = (said: string) => {
    if (!words.includes(said)) words.push(said);
    return `no (${words.indexOf(said) + 1})`;
  };
  const rows = Object.keys(COMPUTES).map((compute) => {
    const cells = Object.keys(AUTOSCALERS).map((autoscaler) => {
      const said = refusalInAnyNetwork(compute, autoscaler);
      return said === undefined ? 'yes' : note(said);
    });
    return `| ${[compute, ...cells].join(' | ')} |`;
  });
  return [
    '# What goes with what',
    '',
    'The first two columns are `compute` and `elasticsearchCompute` of `DocNowCluster`, the others its `nodeAutoscaling`.',
    'Auto Mode scales its nodes itself. A "no" is refused when the stack is synthesized.',
    '',
    `| everything runs on | Elasticsearch on | ${Object.keys(AUTOSCALERS)
      .map((name) => `autoscaler: ${name}`)
      .join(' | ')} |`,
    `| --- | --- |${' --- |'.repeat(Object.keys(AUTOSCALERS).length)}`,
    ...rows,
    '',
    'Each "yes" goes with each network:',
    '',
    ...Object.keys(NETWORKS).map((name) => `- ${name}`),
    '',
    '`npm run integ:all` applies every one of these on the emulated AWS, plans it again, destroys it and looks for what is left:',
    `${rows.join('').split('yes').length - 1} times ${Object.keys(NETWORKS).length} clusters. \`npm run integ:all Karpenter\` takes those whose names have the word.`,
    '`npm test` applies some.',
    '',
    'What is said of a "no":',
    '',
    ...words.map((said, index) => `${index + 1}. ${said}.`),
    '',
  ].join('\n');
}

/** @throws when one network is refused and another is not: then the page is not true */
function refusalInAnyNetwork(compute: string, autoscaler: string): string | undefined {
  const same = COMBINATIONS.filter((one) => one.compute === compute && one.autoscaler === autoscaler);
  const said = new Set(same.map(refusal));
  if (said.size > 1) throw new Error(`${compute} with ${autoscaler} depends on the network: ${[...said].join('; ')}`);
  return [...said][0];
}

/** Where the page is committed. */
export const PAGE = join(__dirname, 'combinations.md');

if (require.main === module) writeFileSync(PAGE, combinations());
