import { VpcEndpointService } from './vpc-endpoint-service';

/** Internal: the last parts of a service's endpoint names, such as `ecr.api` of `com.amazonaws.us-east-1.ecr.api`. */
export const ENDPOINT_NAMES: { readonly [service in VpcEndpointService]: string[] } = {
  S3: ['s3'],
  DYNAMODB: ['dynamodb'],
  ECR: ['ecr.api', 'ecr.dkr'],
  STS: ['sts'],
  CLOUDWATCH_LOGS: ['logs'],
  EC2: ['ec2'],
  EKS: ['eks'],
  EKS_AUTH: ['eks-auth'],
  ELASTIC_LOAD_BALANCING: ['elasticloadbalancing'],
  AUTO_SCALING: ['autoscaling'],
  SSM: ['ssm', 'ssmmessages'],
  SQS: ['sqs'],
  EFS: ['elasticfilesystem'],
  KMS: ['kms'],
};

/** Internal: services whose endpoint is an entry in route tables. */
export const GATEWAY_SERVICES = [VpcEndpointService.S3, VpcEndpointService.DYNAMODB];

/**
 * Internal: what nodes without another way out need before they are Ready (Amazon EKS User Guide, "Deploy private clusters
 * with limited internet access"): images, their own name, and the role of the pod that gives out addresses.
 */
export const NEEDED_TO_BOOT = [
  VpcEndpointService.S3,
  VpcEndpointService.ECR,
  VpcEndpointService.EC2,
  VpcEndpointService.EKS_AUTH,
];

/** Internal: what the cluster's add-ons and the AWS Load Balancer Controller call beside that. */
export const NEEDED_BY_ADD_ONS = [VpcEndpointService.ELASTIC_LOAD_BALANCING, VpcEndpointService.EFS];
