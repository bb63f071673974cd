import { Resources } from './stacks';

/** What is said of the resources of a type, the most telling types first. The rest of a stack is only counted. */
const LINES: Record<string, (all: any[]) => string[]> = {
  aws_dynamodb_table: ([{ name }]) => [`lock table ${name}`],
  aws_vpc: ([{ cidr_block }]) => [`VPC ${cidr_block}`],
  aws_subnet: (all) => [`${all.length} subnets in ${new Set(all.map((one) => one.availability_zone)).size} zones`],
  aws_nat_gateway: (all) => [`${all.length} NAT gateways`],
  aws_eks_cluster: ([{ name, version }]) => [`EKS cluster ${name}`, `Kubernetes ${version}`],
  aws_eks_node_group: (all) =>
    all.map(({ node_group_name_prefix, scaling_config: { min_size: least, max_size: most } }) => {
      const number = least === most ? least : `${least} to ${most}`;
      return `nodes for ${node_group_name_prefix.replace(/-$/, '')}: ${number}`;
    }),
  aws_eks_addon: (all) => [`${all.length} add-ons`],
  aws_lb: ([{ name }]) => [`load balancer ${name}`],
  aws_acm_certificate: ([{ domain_name }]) => [`certificate for ${domain_name}`],
  aws_lb_target_group: (all) => ['target groups:', ...all.map(({ name, target_type }) => `  ${name} (${target_type})`)],
  aws_lb_listener_rule: ([{ condition, action }]) => [
    `rule for ${condition[0].host_header.values[0]}`,
    `weights of ${action[0].forward.target_group.length} target groups`,
  ],
  kubernetes_namespace_v1: ([{ metadata }]) => [`namespace ${metadata.name}`],
  kubernetes_stateful_set_v1: (all) => all.map(({ metadata, spec }) => `${metadata.name} × ${spec.replicas}`),
  kubernetes_deployment_v1: (all) =>
    all.map(({ metadata, spec }) =>
      /^\d+$/.test(spec.replicas) ? `${metadata.name} × ${spec.replicas}` : metadata.name,
    ),
  aws_efs_file_system: ([{ tags }]) => [`EFS ${tags.Name}`],
  kubernetes_network_policy_v1: (all) => [`${all.length} network policies`],
  helm_release: (all) => all.map(({ name }) => `TargetGroupBinding ${name}`),
};

/** The resources of a stack that one should know, a line each. */
export function highlights(resources: Resources): string[] {
  const bucket = Object.values(resources.aws_s3_bucket ?? {}).map(
    (one) => `S3 bucket ${one.bucket ?? 'for access logs'}`,
  );
  const types = Object.keys(LINES).filter((type) => resources[type]);
  return [...types.flatMap((type) => LINES[type](Object.values(resources[type]))), ...bucket];
}
