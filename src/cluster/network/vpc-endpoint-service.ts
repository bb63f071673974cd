/**
 * A service of AWS that the VPC reaches by an endpoint of its own, without the internet. S3 and DynamoDB have gateway
 * endpoints, which cost nothing and spare what a NAT gateway takes for each GB. All others have interface endpoints: 0.01
 * USD an hour in each zone, so 22 USD a month over three, and 0.01 USD a GB (AWS PrivateLink pricing, us-east-1).
 */
export enum VpcEndpointService {
  /** S3. Layers of images in ECR come from there. */
  S3 = 'S3',
  /** DynamoDB. */
  DYNAMODB = 'DYNAMODB',
  /** The container registry: its API and the registry itself, two endpoints. Needs `S3`, too. */
  ECR = 'ECR',
  /** The Security Token Service: for pods that take roles by their service account's token (IRSA). */
  STS = 'STS',
  /** CloudWatch Logs. */
  CLOUDWATCH_LOGS = 'CLOUDWATCH_LOGS',
  /** EC2: nodes learn their names there, and pods' addresses and volumes are attached by it. */
  EC2 = 'EC2',
  /** EKS: for Karpenter, and for an operator inside the VPC. */
  EKS = 'EKS',
  /** EKS Auth: pods take roles there by EKS Pod Identity, the one that gives pods their addresses among them. */
  EKS_AUTH = 'EKS_AUTH',
  /** Elastic Load Balancing: for the AWS Load Balancer Controller. */
  ELASTIC_LOAD_BALANCING = 'ELASTIC_LOAD_BALANCING',
  /** EC2 Auto Scaling: for Cluster Autoscaler, which wants `STS`, too. */
  AUTO_SCALING = 'AUTO_SCALING',
  /** Systems Manager: parameters, and sessions on nodes; two endpoints. */
  SSM = 'SSM',
  /** SQS: for Karpenter's queue of interruptions. */
  SQS = 'SQS',
  /** The API of EFS: for the EFS CSI driver. File systems are mounted without it. */
  EFS = 'EFS',
  /** The Key Management Service. */
  KMS = 'KMS',
}
