import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';

/** Internal: refuses what is not the name of an object such as a Secret (RFC 1123 subdomain). @throws with the way out */
export function checkObjectName(scope: IConstruct | string, property: string, name: string): void {
  const form = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
  if (Token.isUnresolved(name) || form.test(name)) return;
  throw invalid(scope, {
    property,
    value: name,
    because: 'which is not the name of an object in Kubernetes',
    wayOut: 'Use the name of one that is there: lower case letters, digits, hyphens and dots.',
  });
}
