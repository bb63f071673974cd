import { DataKubernetesResources } from '@cdktf/provider-kubernetes/lib/data-kubernetes-resources';
import { Fn, IResolvable, Op, TerraformCount, Token, conditional } from 'cdktf';
import { Construct } from 'constructs';
import { TrafficReading } from '../traffic-strategy';

/** Internal: which object divides the traffic. */
export interface LiveObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * Internal: asks the API server for the object as it is, and not Terraform's state.
 *
 * @returns the name of a list, in Terraform, of what was found: empty when nothing was asked or nothing is there
 */
export function readLive(
  scope: Construct,
  id: string,
  { when, atApply, division }: TrafficReading,
  live: LiveObject,
): string {
  const { apiVersion, kind, namespace, name } = live;
  const selector = `metadata.name=${name}`;
  // Terraform puts a question off until all that it asks is known: the time is at the apply, an id when the object is made.
  const unless = (never: IResolvable) => Token.asString(conditional(never, '', selector));
  const data = new DataKubernetesResources(scope, id, {
    apiVersion,
    kind,
    namespace,
    fieldSelector: division
      ? unless(Op.lt(Fn.lengthOf(division), 1))
      : atApply
        ? unless(Op.eq(Fn.timestamp(), 'never'))
        : selector,
    count: TerraformCount.of(Token.asNumber(conditional(when, 1, 0))),
  });
  return `flatten([for found in ${data.fqn} : [for object in found.objects : object]])`;
}
