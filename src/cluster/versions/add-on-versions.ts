import { DataAwsEksAddonVersion } from '@cdktf/provider-aws/lib/data-aws-eks-addon-version';
import { ITerraformDependable, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

/** Internal: which add-ons a version of Kubernetes needs versions of. */
export interface AddOnVersionsProps {
  readonly kubernetesVersion: string;
  readonly addOns: string[];
  /** Versions that the user chose. */
  readonly pinned: { readonly [addOn: string]: string };
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Internal: the version of each add-on, by its name. Those that nobody pinned are EKS's defaults for the version of
 * Kubernetes, chosen when that version is set and kept in the state until it changes: add-ons move with an upgrade, and
 * not whenever AWS has a new default.
 */
export function addOnVersions(scope: Construct, id: string, props: AddOnVersionsProps): { [addOn: string]: string } {
  const { kubernetesVersion, pinned, dependsOn } = props;
  const addOns = [...props.addOns].sort();
  const own = new Construct(scope, id);
  const defaults = addOns.map((addonName) => {
    const asked = { addonName, kubernetesVersion, mostRecent: false, dependsOn };
    return [addonName, new DataAwsEksAddonVersion(own, addonName, asked).version];
  });
  // Not cdktf's DataResource: that runs Terraform at synth. When this is replaced, Terraform ignores no change.
  const chosen = new TerraformResource(own, 'Chosen', {
    terraformResourceType: 'terraform_data',
    lifecycle: { ignoreChanges: ['input'] },
  });
  chosen.addOverride('input', Object.fromEntries(defaults));
  chosen.addOverride('triggers_replace', [kubernetesVersion, ...addOns]);
  // Its input and not its output, which is known only after the change.
  const kept = addOns.map((name) => [name, `\${${chosen.fqn}.input["${name}"]}`]);
  return { ...Object.fromEntries(kept), ...pinned };
}
