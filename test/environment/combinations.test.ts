import { Combination, COMBINATIONS, refusal } from '../../integ/environments/combinations';

const title = ({ generation, stores, compute }: Combination) => `${generation}, stores ${stores}, on ${compute}`;
const NODELESS =
  /^namespace is 'data-\d+', whose pods run without nodes \(\*\) and cannot mount its volumes\. Run what/;

test('the table has each application, with each of its stores, on each compute', () => {
  expect(COMBINATIONS).toHaveLength((5 + 2 + 2) * 5);
  expect(new Set(COMBINATIONS.map(title)).size).toBe(COMBINATIONS.length);
});

test.each(COMBINATIONS.map((one) => [title(one), one] as const))('%s', (_, one) => {
  const refused = refusal(one);
  if (one.compute === 'Fargate for all' && one.stores !== 'outside') expect(refused).toMatch(NODELESS);
  else expect(refused).toBeUndefined();
});
