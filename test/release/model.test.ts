import { divisionIn, served, textOf } from '../../src/release/model/division';
import { keptUntil } from '../../src/release/model/way-back';
import { typed } from '../../src/release/tools/command';

describe('a division', () => {
  test('is told in the words of expected_current, and read from them', () => {
    expect(textOf({ green: 10, blue: 90, legacy: 0 })).toBe('blue=90,green=10');
    expect([divisionIn('blue'), divisionIn('blue=90,green=10')]).toEqual([{ blue: 100 }, { blue: 90, green: 10 }]);
    expect(served({ green: 10, blue: 90, legacy: 0 })).toEqual(['blue', 'green']);
  });
});

describe('the way back', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 10, minutes));
  const log = [
    { at: at(0), from: 'blue=100', to: 'blue=90,green=10' },
    { at: at(10), from: 'blue=90,green=10', to: 'green=100' },
  ];

  test('is kept for an hour from when a colour lost the last of the traffic', () => {
    expect(keptUntil('blue', log, at(69))).toEqual(at(70));
    expect(keptUntil('blue', log, at(70))).toBeUndefined();
    expect(keptUntil('green', log, at(11))).toBeUndefined();
    expect(keptUntil('violet', log, at(11))).toBeUndefined();
  });
});

test('a command is typed as a shell takes it', () => {
  const args = ['plan', '-var=healthy_targets={green=2}', "-var=skip_guards=it's on fire"];
  expect(typed({ program: 'terraform', args })).toBe(
    `terraform plan '-var=healthy_targets={green=2}' '-var=skip_guards=it'\\''s on fire'`,
  );
});
