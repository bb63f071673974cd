import { Token } from 'cdktf';
import { MaintenancePageProps } from './maintenance-page-props';
import { FixedResponse, pageDigest } from './page-digest';
import { Color } from '../color';
import { InvalidValue, invalid } from '../invalid';
import { ISwitchTarget } from '../switch-target';

/** What a load balancer can answer with (Elastic Load Balancing API reference, FixedResponseActionConfig). */
const CONTENT_TYPES = ['text/html', 'text/plain', 'text/css', 'application/javascript', 'application/json'];
const LONGEST = 1024;
const BODY =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
  '<title>Maintenance</title><body style="font:1.2em sans-serif;margin:20vh auto;max-width:30em">' +
  '<h1>We are working on it</h1><p>This site is closed for maintenance. Nothing is lost: please come back in a few minutes.';

/**
 * A page that the load balancer answers itself, as one more target of a switch by `AlbWeights`: everybody gets it, or nobody.
 * No target has to be healthy for it. A `Retry-After` header it cannot have: a rule can set no header.
 */
export class MaintenancePage implements ISwitchTarget {
  public readonly color: Color;
  public readonly targetId: string;
  public readonly minHealthyTargets?: number = 0;

  /**
   * The rule's action.
   *
   * @internal
   */
  public readonly _response: FixedResponse;

  /**
   * Writes the page.
   *
   * @throws when a load balancer cannot answer so, with the way out
   */
  constructor(props: MaintenancePageProps = {}) {
    const { body = BODY, contentType = 'text/html', statusCode = 503 } = props;
    const wrong = [...faults(body, contentType, statusCode)][0];
    if (wrong) throw invalid('MaintenancePage', wrong);
    this.color = props.color ?? Color.of('maintenance');
    this._response = { statusCode: String(statusCode), contentType, messageBody: body };
    this.targetId = pageDigest(this._response);
  }
}

function* faults(body: string, contentType: string, statusCode: number): Iterable<InvalidValue> {
  if ([body, contentType, statusCode].some((value) => Token.isUnresolved(value))) {
    yield {
      property: 'body',
      value: 'a token',
      because: 'by which nobody could tell whether it is the page that is served',
      wayOut: 'Write out body, contentType and statusCode.',
    };
  }
  if (body.length === 0 || body.length > LONGEST) {
    yield {
      property: 'body',
      value: `${body.slice(0, 20)}...`,
      because: `which has ${body.length} characters; a load balancer answers with 1 to ${LONGEST}`,
      wayOut: 'Write a shorter page, without pictures.',
    };
  }
  if (!CONTENT_TYPES.includes(contentType)) {
    yield {
      property: 'contentType',
      value: contentType,
      because: 'which a load balancer cannot answer with',
      wayOut: `Use one of ${CONTENT_TYPES.join(', ')}.`,
    };
  }
  if (!(Number.isInteger(statusCode) && statusCode >= 400 && statusCode <= 599)) {
    yield {
      property: 'statusCode',
      value: statusCode,
      because: 'which does not say that the site cannot serve',
      wayOut: 'Use 503, or another from 400 to 599.',
    };
  }
}
