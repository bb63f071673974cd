import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';
import { ShutdownTimings } from './shutdown-timings';

/**
 * Fills in the defaults and refuses timings that lose requests: a pod has to serve longer than the way in sends to
 * it, and has to be given the time to do so.
 *
 * @param deregistrationDelay how long the way in goes on with requests in flight after a pod is taken out of it
 * @throws unless deregistration delay < preStop < grace period, all whole seconds
 */
export function checkedTimings(
  scope: IConstruct,
  property: string,
  given: ShutdownTimings = {},
  deregistrationDelay = 30,
): Required<ShutdownTimings> {
  const timings = {
    deregistrationDelay,
    preStop: given.preStop ?? 40,
    terminationGracePeriod: given.terminationGracePeriod ?? 75,
  };
  for (const [name, value] of Object.entries(timings)) {
    if (!Token.isUnresolved(value) && !(Number.isInteger(value) && value >= 0)) {
      throw invalid(scope, {
        property: `${property}.${name}`,
        value,
        because: 'which is not a number of whole seconds',
        wayOut: 'Use a whole number, 0 or more.',
      });
    }
  }
  refuseUnlessShorter(scope, property, timings, 'deregistrationDelay', 'preStop', [
    'so a pod stops while the way in still sends requests to it',
    'Make preStop longer than deregistrationDelay.',
  ]);
  refuseUnlessShorter(scope, property, timings, 'preStop', 'terminationGracePeriod', [
    'so Kubernetes kills a pod before it has said goodbye',
    'Make terminationGracePeriod longer than preStop.',
  ]);
  return timings;
}

type Timings = Required<ShutdownTimings> & { readonly deregistrationDelay: number };

function refuseUnlessShorter(
  scope: IConstruct,
  property: string,
  timings: Timings,
  shorter: keyof Timings,
  longer: keyof Timings,
  [because, wayOut]: [string, string],
): void {
  const unknown = Token.isUnresolved(timings[shorter]) || Token.isUnresolved(timings[longer]);
  if (unknown || timings[shorter] < timings[longer]) return;
  throw invalid(scope, {
    property: `${property}.${longer}`,
    value: timings[longer],
    because: `not longer than ${shorter} (${timings[shorter]} s), ${because}`,
    wayOut,
  });
}
