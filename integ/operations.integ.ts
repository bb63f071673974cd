import { after, before, test } from 'node:test';
import { externalSecrets } from './operations/external-secrets';
import { scaledWorker } from './operations/scaled-worker';
import { story } from './operations/story';
import { startTrial, Trial } from './rig/applier/trial';

let trial: Trial;
before(async () => {
  trial = await startTrial();
});
after(() => trial?.stop());

void test('by Terraform alone', (context) =>
  trial.providers.missing.length ? context.skip(trial.providers.why) : story(context, trial, 'terraform'));

void test('without the providers of the cluster', (context) =>
  trial.providers.missing.length || process.env.BOTH_WAYS === '1'
    ? story(context, trial, 'applier')
    : context.skip('it takes a minute: BOTH_WAYS=1 runs it, and a machine without these providers'));

void test('secrets of AWS are asked for by the operator’s own kinds', async (context) => {
  if (trial.providers.missing.length) return context.skip(trial.providers.why);
  await externalSecrets(trial, 'terraform');
});

void test('a worker’s number is KEDA’s while it works, and 0 while it rests', async (context) => {
  if (trial.providers.missing.length) return context.skip(trial.providers.why);
  await scaledWorker(trial, 'terraform');
});
