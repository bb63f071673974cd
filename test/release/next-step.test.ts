import * as fc from 'fast-check';
import { SimulatedSite } from './simulated-site';
import { Facts } from '../../src/release/model/facts';
import { foresee } from '../../src/release/model/foresee';
import { Goal, nextStep } from '../../src/release/model/next-step';
import { wordsOf } from '../../src/release/model/words';

const facts = (changes: Partial<Facts> = {}): Facts => ({
  division: { blue: 100, green: 0 },
  recorded: 'blue=100',
  healthy: { blue: 2, green: 2 },
  workers: { blue: 'active', green: 'standby' },
  ...changes,
});
const green: Goal = { active: 'green' };
const moved = { division: { green: 100 }, recorded: 'green=100' };
const words = (goal: Goal, now: Facts, outside?: string[]) =>
  foresee(goal, now, outside).map((one) => wordsOf(one, goal));

describe('the way to a goal', () => {
  test('is traffic, then the old workers, then the new ones', () => {
    expect(words(green, facts())).toEqual([
      'traffic goes from blue=100 to green=100',
      "blue's workers stop, and their pods are gone",
      "green's workers start",
      'done',
    ]);
  });

  test.each<[string, Partial<Facts>, string]>([
    ['after the traffic, before Terraform knew', { division: { green: 100 } }, 'record'],
    ['after the traffic', moved, 'stop'],
    ['while old pods stop', { ...moved, workers: { blue: 'stopping', green: 'standby' } }, 'await'],
    ['between old and new workers', { ...moved, workers: { blue: 'standby', green: 'standby' } }, 'start'],
    ['while new workers start', { ...moved, workers: { blue: 'standby', green: 'partly' } }, 'start'],
    ['when pods of its own are still going', { ...moved, workers: { blue: 'standby', green: 'stopping' } }, 'await'],
    ['at the end', { ...moved, workers: { blue: 'standby', green: 'active' } }, 'done'],
    ['where there are no workers', { ...moved, workers: { blue: 'none', green: 'none' } }, 'done'],
    ['where the old colour is gone', { ...moved, workers: { blue: 'absent', green: 'active' } }, 'done'],
  ])('goes on %s', (_, changes, kind) => {
    expect(nextStep(green, facts(changes)).kind).toBe(kind);
  });

  test.each<[string, Partial<Facts>, string[], string]>([
    [
      'whether the old ones run is not known',
      { workers: { blue: { unknown: 'kubectl: no such host' }, green: 'standby' } },
      [],
      "whether blue's workers run is not known: kubectl: no such host",
    ],
    [
      'the new colour is not there',
      { workers: { blue: 'standby', green: 'absent' } },
      [],
      "green's stack is not applied. Prepare it: docnow-release prepare green",
    ],
    [
      'others may run elsewhere',
      { workers: { blue: 'standby', green: 'standby' } },
      ['legacy'],
      'legacy runs outside this project, and its workers may collect tweets, too. Stop them there, then add --outside-stopped',
    ],
  ])('starts no workers when %s', (_, changes, outside, why) => {
    expect(words(green, facts(changes), outside)).toContain(why);
    expect(words(green, facts(changes), outside)).not.toContain("green's workers start");
  });

  test('leaves the workers where they are in a trial, and when told', () => {
    const trial = { active: 'blue', canary: { color: 'green', weight: 10 } };
    expect(words(trial, facts())).toEqual(['traffic goes from blue=100 to blue=90,green=10', 'done']);
    expect(words({ ...green, trafficOnly: true }, facts())).toEqual([
      'traffic goes from blue=100 to green=100',
      'done',
    ]);
  });

  test('ends where it should, wherever runs are cut off, and at no time do two colours collect', () => {
    const color = fc.constantFrom('blue', 'green', 'violet');
    const run = fc.record({ to: color, cutAfter: fc.nat(12), podsLinger: fc.boolean() });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 8 }), color, (runs, last) => {
        const site = new SimulatedSite();
        for (const { to, cutAfter, podsLinger } of runs) site.run({ active: to }, cutAfter, podsLinger);
        site.run({ active: last });
        expect([site.traffic, site.collecting]).toEqual([last, [last]]);
      }),
      { numRuns: 500 },
    );
  });

  test('the simulation can tell: with the steps in another order, two collect', () => {
    const site = new SimulatedSite();
    expect(() => site.take({ kind: 'start', color: 'green' }, { active: 'green' })).toThrow('blue and green collect');
  });
});
