import { join } from 'node:path';
import { Release } from '@cdktf/provider-helm/lib/release';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { EntryBackend } from '../entry';

/** The package's own chart; `charts` lies beside both `src` and `lib`. */
const CHART = join(__dirname, '..', '..', '..', 'charts', 'target-group-binding');

/** Internal: which Service's pods belong in which target group. */
export interface TargetGroupBindingProps extends EntryBackend {
  readonly name: string;
  readonly targetGroupArn: string;
}

/**
 * Internal: tells the AWS Load Balancer Controller to keep a target group filled with the addresses of a Service's pods.
 *
 * It says nothing of networking: the security groups' rules are Terraform's. A chart, since the kubernetes provider asks
 * for the kind at plan time, when there may not even be a cluster.
 */
export class TargetGroupBinding extends Construct {
  constructor(scope: Construct, id: string, props: TargetGroupBindingProps) {
    super(scope, id);
    const chart = new TerraformAsset(this, 'Chart', { path: CHART, type: AssetType.DIRECTORY });
    const { name, serviceName, servicePort, targetGroupArn } = props;
    new Release(this, 'Release', {
      name,
      namespace: props.namespace,
      chart: chart.path,
      values: [JSON.stringify({ name, serviceName, servicePort, targetGroupArn })],
    });
  }
}
