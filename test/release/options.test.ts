import { optionsIn } from '../../src/release/options';

describe('the command line', () => {
  test('takes a trial apart, and alarms', () => {
    const { words, options } = optionsIn([
      'canary',
      'green',
      '--steps',
      '10:5m,50:1h',
      '--quiet-alarms',
      'errors,latency',
    ]);
    expect(words).toEqual(['canary', 'green']);
    expect(options.steps).toEqual([
      { weight: 10, seconds: 300 },
      { weight: 50, seconds: 3600 },
    ]);
    expect(options.quietAlarms).toEqual(['errors', 'latency']);
  });

  test.each([
    [['--steps', '10'], '--steps 10 is no step: write so many of 100 requests, and for how long, as in 10:5m,50:10m.'],
    [['--steps', '0:5m'], '--steps 0:5m is no step'],
    [['--steps', '100:5m'], '--steps 100:5m is no step'],
    [['--steps', '10:5'], '--steps 5 is no time: write it as 30s, 15m or 1h.'],
    [['--steps', '50:5m,10:5m'], '--steps 50:5m,10:5m does not rise from step to step'],
    [['--wait', '10'], '--wait 10 is no time'],
  ])('does not take %j', (args, words) => {
    expect(() => optionsIn(['canary', 'green', ...args])).toThrow(words);
  });
});
