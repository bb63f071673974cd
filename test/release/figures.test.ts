import { readFigures } from '../../src/release/tools/figures';
import { CommandFailed, Shell } from '../../src/release/tools/shell';

/** What is handed in where AWS answers so, or its command line fails. */
async function figures(sources: Record<string, any>, answer: object | Error) {
  const shell = new Shell();
  const asked: string[] = [];
  jest.spyOn(shell, 'read').mockImplementation(async ({ args }) => {
    asked.push(args.join(' '));
    if (answer instanceof Error) throw answer;
    return JSON.stringify(answer);
  });
  return { handedIn: await readFigures(shell, sources, 'us-east-1'), asked };
}

const ago = (seconds: number) => Date.now() / 1000 - seconds;
const [HOUR, DAY] = [3600, 86_400];
const ARN = 'arn:aws:acm:eu-west-1:123456789012:certificate/1';

test.each([
  ['as text', new Date(1000 * ago(-9.5 * DAY)).toISOString(), '9'],
  ['in seconds', ago(-9.5 * DAY), '9'],
  ['as past', ago(DAY), '0'],
  ['not at all, since it was not issued', undefined, '0'],
])('the days of a certificate are counted, when its end is told %s', async (_, NotAfter, days) => {
  const { handedIn, asked } = await figures({ certificate_days: ARN }, { Certificate: { NotAfter } });
  expect(handedIn).toEqual({ certificate_days: days });
  expect(asked).toEqual([`acm describe-certificate --certificate-arn ${ARN} --region eu-west-1 --output json`]);
});

test('the minutes are counted for which alarms have been OK, and none for those that are not', async () => {
  const StateTransitionedTimestamp = ago(HOUR + 30);
  const { handedIn, asked } = await figures(
    { quiet_minutes: ['quiet', 'gone'] },
    {
      MetricAlarms: [
        { AlarmName: 'quiet', StateValue: 'OK', StateTransitionedTimestamp },
        { AlarmName: 'loud', StateValue: 'ALARM', StateTransitionedTimestamp },
        { AlarmName: 'lost', StateValue: 'INSUFFICIENT_DATA', StateTransitionedTimestamp },
      ],
      CompositeAlarms: [{ AlarmName: 'all', StateValue: 'OK', StateTransitionedTimestamp: new Date().toISOString() }],
    },
  );
  expect(JSON.parse(handedIn.quiet_minutes as string)).toEqual({ quiet: 60, loud: 0, lost: 0, all: 0 });
  expect(asked.join()).toMatch(
    /^cloudwatch describe-alarms .* --alarm-names quiet gone --region us-east-1 --output json$/,
  );
});

test('what cannot be asked is not handed in, nor what is asked otherwise', async () => {
  const denied = new CommandFailed({ program: 'aws', args: [] }, 'AccessDenied');
  const said = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { handedIn } = await figures({ certificate_days: ARN, healthy_targets: { blue: 2 } }, denied);
  expect(handedIn).toEqual({});
  expect(said).toHaveBeenCalledWith('certificate_days cannot be read: AccessDenied\n');
  said.mockRestore();
});
