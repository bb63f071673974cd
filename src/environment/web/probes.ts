import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { ProbeTimings } from './probe-timings';
import { invalid } from '../../platform/invalid';
import { checkWhole } from '../../platform/whole-number';
import { Application } from '../release/application';

/** How often a program that starts is asked, in seconds. */
const STARTING = 2;

/** The probes of web's container, and how long a rollout may stand still before it has failed. */
export function webProbes(
  scope: IConstruct,
  { livenessPath, readinessPath }: Application['web'],
  given?: ProbeTimings,
) {
  const timings = checked(scope, {
    startup: 120,
    period: 10,
    timeout: 5,
    readinessFailures: 3,
    livenessFailures: 6,
    ...given,
  });
  const probe = (path: string) => ({
    httpGet: { path, port: 'http', scheme: 'HTTP' },
    timeoutSeconds: timings.timeout,
  });
  const { startup, period: periodSeconds, livenessFailures, readinessFailures } = timings;
  return {
    // Image, node and the way in's own health checks come on top of the start.
    progressDeadlineSeconds: startup + 180,
    container: {
      startupProbe: {
        ...probe(livenessPath),
        periodSeconds: STARTING,
        failureThreshold: Math.ceil(startup / STARTING),
      },
      livenessProbe: { ...probe(livenessPath), periodSeconds, failureThreshold: livenessFailures },
      readinessProbe: { ...probe(readinessPath), periodSeconds, failureThreshold: readinessFailures },
    },
  };
}

function checked(scope: IConstruct, timings: Required<ProbeTimings>): Required<ProbeTimings> {
  const { startup, period, timeout, readinessFailures, livenessFailures } = timings;
  const property = (name: string) => `web.probes.${name}`;
  const because = 'which Kubernetes does not accept, or which a rollout would not wait for';
  checkWhole(scope, property('startup'), startup, [2, 600], because);
  for (const [name, value] of Object.entries({ period, timeout, readinessFailures, livenessFailures })) {
    checkWhole(scope, property(name), value, [1, Infinity], because);
  }
  if (known(timeout, period) && timeout > period) {
    throw invalid(scope, {
      property: property('timeout'),
      value: timeout,
      because: `longer than period (${period} s), so that a pod which answers nobody is found out late`,
      wayOut: 'Make period the longer of the two.',
    });
  }
  if (known(livenessFailures, readinessFailures) && livenessFailures <= readinessFailures) {
    throw invalid(scope, {
      property: property('livenessFailures'),
      value: livenessFailures,
      because: `not more than readinessFailures (${readinessFailures}), so a pod is killed while requests go to it`,
      wayOut: 'Make livenessFailures the greater of the two.',
    });
  }
  return timings;
}

function known(...values: number[]): boolean {
  return !values.some((value) => Token.isUnresolved(value));
}
