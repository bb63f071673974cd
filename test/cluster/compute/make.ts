import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { DocNowCluster, DocNowClusterProps, Network } from '../../../src';

/** A cluster with this compute. */
export function make(props: Partial<DocNowClusterProps>) {
  const stack = new TerraformStack(new App(), 'cluster');
  new AwsProvider(stack, 'aws', { region: 'us-east-1' });
  const network = Network.isolated({ cidr: '10.42.0.0/16' });
  const cluster = new DocNowCluster(stack, 'Cluster', { name: 'docnow', network, ...props });
  const { resource } = JSON.parse(Testing.synth(stack));
  const all = (type: string): any[] => Object.values(resource[type] ?? {});
  return { stack, cluster, all };
}

/** The names of a cluster's add-ons. */
export function addOns(props: Partial<DocNowClusterProps>): string[] {
  return make(props)
    .all('aws_eks_addon')
    .map((addOn) => addOn.addon_name)
    .sort();
}
