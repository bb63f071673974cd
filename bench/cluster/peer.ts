import { join } from 'node:path';

/** The modules' versions that go with AWS provider 5. */
const MODULES = { vpc: '5.21.0', eks: '20.37.2' };

/** Names a folder with copies of the modules, `vpc` and `eks`, for where Terraform's registry cannot be reached. */
export const VARIABLE = 'DOCNOW_BENCH_MODULES';

/** What most people start from instead: terraform-aws-modules' VPC and EKS, as like to our cluster as they can be made. */
export function peer(region: string): object {
  const zones = ['a', 'b', 'c'].map((letter) => `${region}${letter}`);
  return {
    terraform: {
      backend: { local: { path: 'terraform.tfstate' } },
      required_providers: { aws: { source: 'aws', version: '5.100.0' } },
    },
    provider: { aws: [{ region }] },
    module: {
      vpc: {
        ...module('vpc'),
        name: 'peer',
        cidr: '10.42.0.0/16',
        azs: zones,
        private_subnets: zones.map((_, index) => `10.42.${32 * index}.0/19`),
        public_subnets: zones.map((_, index) => `10.42.${224 + 4 * index}.0/22`),
        enable_nat_gateway: true,
        single_nat_gateway: true,
        enable_flow_log: true,
        create_flow_log_cloudwatch_log_group: true,
        create_flow_log_cloudwatch_iam_role: true,
      },
      eks: {
        ...module('eks'),
        cluster_name: 'peer',
        cluster_version: '1.34',
        vpc_id: '${module.vpc.vpc_id}',
        subnet_ids: '${module.vpc.private_subnets}',
        enable_cluster_creator_admin_permissions: true,
        enable_irsa: false,
        cluster_addons: {
          coredns: {},
          'kube-proxy': {},
          'eks-pod-identity-agent': { before_compute: true },
          'vpc-cni': { before_compute: true },
        },
        eks_managed_node_groups: { app: group(2, 6), elasticsearch: group(3, 3) },
      },
    },
  };
}

function module(name: keyof typeof MODULES): object {
  const folder = process.env[VARIABLE];
  if (folder) return { source: join(folder, name) };
  return { source: `terraform-aws-modules/${name}/aws`, version: MODULES[name] };
}

function group(min: number, max: number): object {
  return { instance_types: ['m6i.large'], min_size: min, max_size: max, desired_size: min, labels: { kind: 'any' } };
}
