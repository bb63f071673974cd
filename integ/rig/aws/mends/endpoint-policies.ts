import { Mend } from '../mend';

/** fakecloud keeps no policy of a VPC endpoint, so that a plan would set it again for ever: it is told back from here. */
export function endpointPolicies(): Mend {
  /** By an endpoint's id. */
  const written = new Map<string, string>();
  return {
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html',
    actions: ['CreateVpcEndpoint', 'ModifyVpcEndpoint', 'DescribeVpcEndpoints'],
    answer: (xml, form) => {
      const policy = form.get('PolicyDocument');
      const id = form.get('VpcEndpointId') ?? /<vpcEndpointId>(.*?)</.exec(xml)?.[1];
      if (policy && id) written.set(id, policy);
      return xml.replace(/<vpcEndpointId>(.*?)<\/vpcEndpointId>/g, (said, endpoint: string) => {
        const kept = written.get(endpoint);
        return kept ? `${said}<policyDocument>${escaped(kept)}</policyDocument>` : said;
      });
    },
  };
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
