import { createHash } from 'crypto';

/** Internal: what a load balancer answers itself, as Elastic Load Balancing tells it. */
export interface FixedResponse {
  readonly statusCode: string;
  readonly contentType: string;
  readonly messageBody: string;
}

/** Internal: how a switch knows a page that a load balancer answers itself: by what it says. */
export function pageDigest({ statusCode, contentType, messageBody }: FixedResponse): string {
  const text = [statusCode, contentType, messageBody].join(' ');
  return `page:${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

/** Internal: the same of a fixed response that Terraform has read. @param response its name there */
export function pageDigestOf(response: string): string {
  const parts = ['status_code', 'content_type', 'message_body'].map((name) => `try(coalesce(${response}.${name}), "")`);
  return `format("page:%s", substr(sha256(join(" ", [${parts.join(', ')}])), 0, 12))`;
}
