import { Accepted } from '../checks/accepted';

const ANY_POD = /^resource\.((DocNow|Notes)_(Web|Worker-[\w-]+)|FrontDoor_Relay-\w+_Deployment|UserData_Trial)_/;
const DOCNOW = /^resource\.(DocNow|Notes)_(Web|Worker-[\w-]+)_/;
const WORKER = /^resource\.((DocNow|Notes)_Worker-[\w-]+|UserData_Trial)_/;
const BUCKET = /^aws_s3_bucket\.(FrontDoor_Logs|States?_(Replica_)?Store)_Bucket_/;
const ACCESS_LOGS = /^aws_s3_bucket\.FrontDoor_Logs_Bucket_/;
const LOG_GROUP = /^resource\.[\w-]+_(ControlPlane_Logs|Network_FlowLogs)_/;

/** All that is accepted. What stands here and is met after all has to go. */
export const ACCEPTED: Accepted[] = [
  {
    check: 'CKV_K8S_8',
    resource: WORKER,
    why: 'Workers and Jobs listen on no port: Kubernetes restarts them when their process ends, and nothing else tells that they hang.',
  },
  {
    check: 'CKV_K8S_9',
    resource: WORKER,
    why: 'No Service sends anything to workers and Jobs, so that nobody asks whether they are ready.',
  },
  {
    check: 'CKV_K8S_11',
    resource: ANY_POD,
    why: 'A limit of CPU throttles a pod while its node idles; requests divide the CPU fairly. Memory has its limit.',
  },
  {
    check: 'CKV_K8S_15',
    resource: ANY_POD,
    why: 'Images are named by a tag that is not `latest`, or by digest: pulling them again at each start only adds a way to fail.',
  },
  {
    check: 'CKV_K8S_43',
    resource: ANY_POD,
    why: 'The examples name published tags, which a reader can look up; a digest is taken as well.',
  },
  {
    check: 'CKV_K8S_35',
    resource: DOCNOW,
    why: 'DocNow reads its secrets from environment variables, which refer to a Secret.',
  },
  {
    check: 'CKV_AWS_150',
    resource: /^resource\.FrontDoor_Balancer_/,
    why: 'The examples are made to be torn down (removalProtection: false). It is on by default.',
  },
  {
    check: 'CKV_AWS_260',
    resource: /^resource\.FrontDoor_HttpFrom0_/,
    why: 'Port 80 of the load balancer only redirects to HTTPS, for people who type the name alone.',
  },
  {
    check: 'CKV_AWS_378',
    resource: /^aws_lb_target_group\.FrontDoor_Targets-/,
    why: 'TLS ends at the load balancer: DocNow and the legacy server speak HTTP, inside the VPC.',
  },
  {
    check: 'CKV2_AWS_28',
    resource: /^aws_lb\.FrontDoor_Balancer_/,
    why: "A web ACL costs money and its rules are a team's own; it is attached to FrontDoor.loadBalancer.",
  },
  {
    check: 'CKV_AWS_39',
    resource: /^resource\.Cluster_ControlPlane_Cluster_/,
    why: 'The public endpoint answers to publicAccessCidrs alone, and is off when there are none.',
  },
  {
    check: 'CKV_AWS_158',
    resource: LOG_GROUP,
    why: 'CloudWatch encrypts log groups by itself; a key of the account adds a way to lose the logs and no reader to fend off.',
  },
  {
    check: 'CKV_AWS_338',
    resource: LOG_GROUP,
    why: 'Logs of requests to the API are kept for 90 days unless logRetentionDays says otherwise: they cost by the month.',
  },
  {
    check: 'CKV2_AWS_64',
    resource: /^aws_kms_key\.[\w-]+_ControlPlane_SecretsKey_/,
    why: "KMS' own default policy leaves the key to IAM, where the cluster's role is granted what it needs and no more.",
  },
  {
    check: 'CKV_AWS_119',
    resource: /^resource\.State_LockTable_/,
    why: 'The table holds names of locks and checksums, no state; DynamoDB encrypts it by a key of its own.',
  },
  {
    check: 'CKV_AWS_184',
    resource: /^resource\.UserData_FileSystem_/,
    why: 'Encrypted by the key that AWS keeps for EFS; EfsVolume takes a key of the account as kmsKeyArn.',
  },
  {
    check: 'CKV_AWS_145',
    resource: BUCKET,
    why: 'Encrypted by keys that S3 manages; load balancers can write to no other, and RemoteState takes a kmsKeyArn.',
  },
  {
    check: 'CKV_AWS_21',
    resource: ACCESS_LOGS,
    why: 'Each file of access logs is written once and never changed: there are no versions to keep.',
  },
  {
    check: 'CKV_AWS_18',
    resource: BUCKET,
    why: 'Logs about access to logs never end; who reads states is told by CloudTrail, an account-wide choice.',
  },
  {
    check: 'CKV_AWS_144',
    resource: BUCKET,
    why: 'Access logs are not worth a second region; a copy of the states is an option of RemoteState, as it costs.',
  },
  {
    check: 'CKV2_AWS_62',
    resource: BUCKET,
    why: 'Nothing waits for a new object in these buckets.',
  },
  {
    check: 'CKV_AWS_118',
    resource: /^(resource|aws_db_instance)\.Database_Instance_/,
    why: "Enhanced monitoring costs logs by the month; CloudWatch's metrics and Performance Insights tell what operators act on.",
  },
  {
    check: 'CKV_AWS_354',
    resource: /^(resource|aws_db_instance)\.Database_Instance_/,
    why: 'Performance Insights are encrypted by the key that AWS keeps for RDS, as the storage is unless kmsKeyArn names another.',
  },
  {
    check: 'CKV_AWS_161',
    resource: /^(resource|aws_db_instance)\.Database_Instance_/,
    why: "DocNow's client knows a password and nothing else; tokens of IAM end after 15 minutes.",
  },
  {
    check: 'CKV2_AWS_69',
    resource: /^(resource|aws_db_instance)\.Database_Instance_/,
    why: "DocNow's client speaks no TLS; RdsPostgres asks for it by requireTls where a release can.",
  },
  {
    check: 'CKV_AWS_304',
    resource: /^resource\.Database_Rotation_/,
    why: 'Pods know the password until they are started anew, so it is changed by hand, and after a year at the latest (docs/postgres.md).',
  },
  {
    check: 'CKV_AWS_30',
    resource: /^resource\.Queue_Nodes_/,
    why: "DocNow's client speaks no TLS; ElastiCacheRedis asks for it by requireTls where a release can.",
  },
  {
    check: 'CKV_AWS_31',
    resource: /^resource\.Queue_Nodes_/,
    why: "DocNow's client knows neither TLS nor a password; a password would stand in the state.",
  },
  {
    check: 'CKV_AWS_191',
    resource: /^resource\.Queue_Nodes_/,
    why: 'Encrypted by the key that AWS keeps for ElastiCache; ElastiCacheRedis takes a key of the account as kmsKeyArn.',
  },
];
