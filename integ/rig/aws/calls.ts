import { IncomingMessage } from 'node:http';
import { Calls } from './aws';

/** How the names of calls begin that change nothing. */
const READING = /^(Describe|Get|List|Head|BatchGet|Query|Scan|AssumeRole|GET |HEAD )/;

/** What Terraform's S3 backend writes. */
const BOOKKEEPING = /^(PutItem|DeleteItem|PUT .*\.(tfstate|tflock)|DELETE .*\.tflock)$/;

/** Remembers the name of every call, in order. */
export class CallLog implements Calls {
  private readonly actions: string[] = [];

  public add(action: string): void {
    this.actions.push(action);
  }

  public mark(): number {
    return this.actions.length;
  }

  public count(action: string, since = 0): number {
    return this.actions.slice(since).filter((one) => one === action).length;
  }

  public changes(since = 0): string[] {
    return this.actions.slice(since).filter((one) => !READING.test(one) && !BOOKKEEPING.test(one));
  }

  public writes(since = 0): number {
    return this.changes(since).length;
  }
}

/**
 * How AWS names a call: by a form's `Action` (EC2, Elastic Load Balancing, IAM), by the last part of a header's target
 * (DynamoDB, KMS, logs), else by method and path, such as `POST /clusters` (EKS, S3, Route 53, EFS).
 *
 * @param form the call's body, where that is a form
 */
export function actionOf({ method, url = '/', headers }: IncomingMessage, form?: URLSearchParams): string {
  const target = headers['x-amz-target'];
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const named =
    form?.get('Action') ??
    searchParams.get('Action') ??
    String(target ?? '')
      .split('.')
      .pop();
  return named || `${method} ${pathname}`;
}
