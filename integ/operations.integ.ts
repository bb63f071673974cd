import { after, before, test } from 'node:test';
import { generatedSecret } from './operations/generated-secret';
import { startTrial, Trial } from './rig/applier/trial';

let trial: Trial;
before(async () => {
  trial = await startTrial();
});
after(() => trial?.stop());

for (const way of ['terraform', 'applier'] as const) {
  void test(`by the ${way}`, async (context) => {
    if (way === 'terraform' && trial.providers.missing.length) return context.skip(trial.providers.why);
    await context.test('a generated secret stands nowhere but in the cluster', () => generatedSecret(trial, way));
  });
}
