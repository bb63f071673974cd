import { ITerraformDependable, TerraformResource } from 'cdktf';
import { Dependable, IDependable } from 'constructs';

/**
 * The Terraform resources in what something depends on, for `dependsOn`: cdktf does not look into the constructs
 * library's own dependencies.
 */
export function resourcesOf(...dependables: IDependable[]): ITerraformDependable[] {
  const all = dependables.flatMap((dependable) => Dependable.of(dependable).dependencyRoots);
  const resources = all.flatMap((root) => root.node.findAll()).filter((c) => TerraformResource.isTerraformResource(c));
  return [...new Set(resources)] as TerraformResource[];
}
