import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { TargetHealthCheck } from './target-health-check';
import { invalid } from '../invalid';
import { checkWhole } from '../whole-number';

/** Internal: refuses what Elastic Load Balancing would refuse. @throws with the way out */
export function checkTargetHealthCheck(scope: IConstruct, property: string, check: TargetHealthCheck): void {
  const { path = '/', successCodes = '200', interval = 10, timeout = 5 } = check;
  if (!Token.isUnresolved(path) && !/^\/[!-~]{0,1023}$/.test(path)) {
    throw invalid(scope, {
      property: `${property}.path`,
      value: path,
      because: 'which is not a path that a load balancer can ask for',
      wayOut: 'Use one such as /health: it begins with a slash, without spaces, 1024 characters at most.',
    });
  }
  if (!Token.isUnresolved(successCodes) && !/^[2-4]\d\d([-,][2-4]\d\d)*$/.test(successCodes)) {
    throw invalid(scope, {
      property: `${property}.successCodes`,
      value: successCodes,
      because: 'which are not status codes from 200 to 499',
      wayOut: 'Use one such as 200, several such as 200,302, or a range such as 200-299.',
    });
  }
  const whole: [keyof TargetHealthCheck, number, number][] = [
    ['port', 1, 65535],
    ['interval', 5, 300],
    ['timeout', 2, 120],
    ['healthyThreshold', 2, 10],
    ['unhealthyThreshold', 2, 10],
  ];
  for (const [name, least, most] of whole) {
    const value = check[name];
    if (value === undefined) continue;
    checkWhole(scope, `${property}.${name}`, value as number, [least, most], 'which Elastic Load Balancing refuses');
  }
  if (Token.isUnresolved(interval) || Token.isUnresolved(timeout) || timeout < interval) return;
  throw invalid(scope, {
    property: `${property}.timeout`,
    value: timeout,
    because: `which is not shorter than the interval of ${interval} s`,
    wayOut: 'Wait a shorter time, or ask less often.',
  });
}
