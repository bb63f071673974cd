import { DataAwsEksAddonVersion } from '@cdktf/provider-aws/lib/data-aws-eks-addon-version';
import { ITerraformDependable, Lazy, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';

/** Internal: what versions of add-ons follow from. */
export interface AddOnVersionsProps {
  readonly kubernetesVersion: string;
  /** Versions that the user chose, by add-on. */
  readonly pinned: { readonly [addOn: string]: string };
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Internal: the versions of a cluster's add-ons. Those that nobody pinned are EKS's defaults for the version of
 * Kubernetes, chosen when that version is set and kept in the state until it changes: add-ons move with an upgrade, and
 * not whenever AWS has a new default.
 */
export class AddOnVersions extends Construct {
  private readonly defaults: { [addOn: string]: string } = {};
  private readonly chosen: TerraformResource;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AddOnVersionsProps,
  ) {
    super(scope, id);
    // Not cdktf's DataResource: that runs Terraform at synth. When this is replaced, Terraform ignores no change.
    this.chosen = new TerraformResource(this, 'Chosen', {
      terraformResourceType: 'terraform_data',
      lifecycle: { ignoreChanges: ['input'] },
    });
    const names = () => Object.keys(this.defaults).sort();
    this.chosen.addOverride('input', Lazy.anyValue({ produce: () => this.defaults }));
    this.chosen.addOverride(
      'triggers_replace',
      Lazy.listValue({ produce: () => [props.kubernetesVersion, ...names()] }),
    );
  }

  /** The version of an add-on. */
  of(addonName: string): string {
    const { kubernetesVersion, pinned, dependsOn } = this.props;
    const asked = { addonName, kubernetesVersion, mostRecent: false, dependsOn };
    // Of a pinned one, too: pinning one must not choose the others anew.
    this.defaults[addonName] = new DataAwsEksAddonVersion(this, addonName, asked).version;
    // The input and not the output, which is known only after the change.
    return pinned[addonName] ?? `\${${this.chosen.fqn}.input["${addonName}"]}`;
  }
}
