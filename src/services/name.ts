import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../platform/invalid';

/**
 * Refuses a name that Kubernetes would: Services and namespaces are named by labels of DNS (RFC 1123).
 *
 * @throws also when it is a namespace of Kubernetes' own, which would go when the construct goes
 */
export function checkName(scope: IConstruct, property: string, name: string): void {
  if (Token.isUnresolved(name)) return;
  if (!/^[a-z]([-a-z0-9]{0,51}[a-z0-9])?$/.test(name)) {
    throw invalid(scope, {
      property,
      value: name,
      because: 'which cannot be part of names in Kubernetes',
      wayOut: 'Use 1 to 53 lower case letters, digits or hyphens, a letter first, no hyphen last.',
    });
  }
  if (/^(default|kube-.*)$/.test(name)) {
    throw invalid(scope, {
      property,
      value: name,
      because: 'which belongs to Kubernetes itself and would be removed with this construct',
      wayOut: 'Use a name of your own, such as docnow-data.',
    });
  }
}
