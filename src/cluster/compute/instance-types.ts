import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { Architecture } from '../../platform/architecture';
import { invalid } from '../../platform/invalid';

/** Family and generation, a full stop, the size (Amazon EC2 Instance Types, "Naming conventions"): m7gd.2xlarge, u-6tb1.metal. */
const FORM = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.(nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?)$/;

// Graviton families have a g after the generation's number: t4g, m7gd, c7gn, but not g5 or g4dn. The first was a1.
const GRAVITON = /^(a1|[a-z]+\d+g[a-z]*)\./;

/** Internal: the one architecture of instance types, which have to be of EC2's form; types that are not known yet pass. */
export function architectureOf(
  scope: IConstruct,
  property: string,
  { instanceTypes, architecture }: { readonly instanceTypes: string[]; readonly architecture?: Architecture },
): Architecture {
  const refuse = (value: unknown, because: string, wayOut: string) =>
    invalid(scope, { property: `${property}.instanceTypes`, value, because, wayOut });
  const known = instanceTypes.filter((type) => !Token.isUnresolved(type));
  for (const type of known) {
    if (FORM.test(type)) continue;
    throw refuse(
      type,
      'which is not an instance type of EC2',
      'Write family and size, such as m6i.large or t4g.medium',
    );
  }
  const named = new Set([
    ...(architecture ? [architecture] : []),
    ...known.map((type) => (GRAVITON.test(type) ? Architecture.ARM64 : Architecture.AMD64)),
  ]);
  if (instanceTypes.length === 0 || named.size > 1) {
    const because = `which is not one processor architecture${architecture ? `, ${architecture}` : ''}: a group of nodes starts from one machine image`;
    throw refuse(instanceTypes, because, 'Name types that are all ARM (t4g, m7g ...) or all x86');
  }
  return [...named][0] ?? Architecture.AMD64;
}
