import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from '../invalid';

/**
 * The AWS region of a construct: what its user gave, else that of its stack's AWS provider.
 * Internal: the same region has to stand in names of zones and in backends, so it is asked for once.
 */
export function regionOf(scope: IConstruct, given?: string): string {
  if (given !== undefined) return given;
  const providers = TerraformStack.of(scope).node.children.filter(AwsProvider.isTerraformProvider);
  const aws = providers.find((provider): provider is AwsProvider => provider instanceof AwsProvider && !provider.alias);
  if (aws?.region === undefined) {
    throw invalid(scope, {
      property: 'region',
      value: given,
      because: 'and no AwsProvider with a region was found in the stack',
      wayOut: 'Give the region, such as us-east-1, or make the AwsProvider of the stack with one before this construct',
    });
  }
  return aws.region;
}
