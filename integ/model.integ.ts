import assert from 'node:assert/strict';
import { after, before, test, TestContext } from 'node:test';
import { FAULTY, HOLDS, WINDOWS } from './model/cases';
import { search, simulate, Spin, table } from './model/spin';
import { DIVISIONS, goalOf, numbersOf, Twin, workersOf } from './model/twin';
import { TemporaryFolder, temporaryFolder } from './rig/processes/temporary-folder';
import { findSpin, orSkip } from './rig/servers/found';
import { textOf } from '../src/release/model/division';
import { nextStep } from '../src/release/model/next-step';

let folder: TemporaryFolder;
before(async () => {
  folder = await temporaryFolder('docnow-model-');
});
after(() => folder.delete());

function spinFor(context: TestContext): Spin | undefined {
  const found = orSkip(context, findSpin());
  return found && { ...found, dir: folder.path };
}

void test('the model takes the next step that the code takes, for all facts and goals', async (context) => {
  const spin = spinFor(context);
  if (!spin) return;
  const rows = (await table(spin)).map((row) => row.split(' ').map(Number));
  // 3 goals with and without workers, 4 divisions, as many in the state, 7 states of each colour's workers.
  assert.equal(rows.length, 3 * 2 * 4 * 4 * 7 * 7);
  for (const [division, only, now, recorded, blue, green, kind, color] of rows) {
    const goal = goalOf(division, only);
    const workers = { blue: workersOf(blue), green: workersOf(green) };
    const facts = { division: DIVISIONS[now], recorded: textOf(DIVISIONS[recorded]), healthy: {}, workers };
    assert.deepEqual(numbersOf(nextStep(goal, facts), goal), [kind, color], JSON.stringify([goal, facts]));
  }
});

for (const { name, settings } of HOLDS) {
  void test(`never two loaders, no change overrun, always a way: ${name}`, async (context) => {
    const spin = spinFor(context);
    if (!spin) return;
    const { states, violated, events } = await search(spin, settings);
    context.diagnostic(`${states} states`);
    assert.equal(violated, undefined, events.join('\n'));
    assert.ok(states > 10_000, `only ${states} states`);
  });
}

void test('the model can tell: what is left out or done wrongly is found', async (context) => {
  const spin = spinFor(context);
  if (!spin) return;
  for (const { settings, violates } of [...FAULTY, ...WINDOWS]) {
    const { states, violated, events } = await search(spin, settings, 0);
    context.diagnostic(`${settings.join(' ')}: ${violated}, found after ${states} states, in ${events.length} events`);
    assert.equal(violated, violates, settings.join(' '));
  }
});

void test("what the model does, the code does, by the code's own eyes", async (context) => {
  const spin = spinFor(context);
  if (!spin) return;
  const compared: Record<string, number> = {};
  for (let seed = 1; seed <= 150; seed += 1) {
    const twin = new Twin();
    const events = await simulate(spin, [`OPERATORS=${1 + (seed % 2)}`, 'RUNS=2', 'KILLS=2', 'BLIND=1'], seed);
    for (const [index, event] of events.entries()) {
      await twin.take(event).catch((error: Error) => {
        throw new Error(`seed ${seed}: ${events.slice(0, index + 1).join('\n')}\n${error.message}`);
      });
    }
    for (const [name, count] of Object.entries(twin.compared)) compared[name] = (compared[name] ?? 0) + count;
  }
  context.diagnostic(JSON.stringify(compared));
  for (const name of ['next', 'foreseen', 'traffic', 'loader', 'hand', 'fault', 'killed', 'fence', 'done']) {
    assert.ok(compared[name] > 0, `no trace has ${name}`);
  }
});
