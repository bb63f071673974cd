import { LbListenerRule, LbListenerRuleCondition } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { Construct } from 'constructs';
import { PreviewProps } from './preview-props';
import { Color } from '../../color';
import { ISwitchTarget } from '../../switch-target';

/** How the cookie is called, and the path by which it is set. */
const NAME = 'docnow-preview';
/** How long a browser keeps it, in seconds: a working day. */
const COOKIE_SECONDS = 12 * 60 * 60;
const OFF = 'off';

/** Internal: what is previewed. */
export interface PreviewContext extends PreviewProps {
  readonly listenerArn: string;
  readonly hostName: string;
  readonly targets: ISwitchTarget[];
}

/** Internal: the name by which a colour is looked at. */
export function previewHost({ name }: Color, hostName: string): string {
  return `${name}.${hostName}`;
}

/**
 * Internal: rules that lead to each colour by its own name or by a cookie, before the rule of the switch. They never change, and
 * keep all target groups attached.
 */
export function previewRules(scope: Construct, context: PreviewContext): void {
  const { listenerArn, hostName, targets, clientCidrs = [] } = context;
  const [host, path] = [
    (value: string) => ({ hostHeader: { values: [value] } }),
    (value: string) => ({ pathPattern: { values: [value] } }),
  ];
  const clients = clientCidrs.length ? [{ sourceIp: { values: clientCidrs } }] : [];
  let priority = 0;
  const answer = (id: string, condition: LbListenerRuleCondition[], contentType: string, messageBody: string) =>
    new LbListenerRule(scope, id, {
      listenerArn,
      priority: (priority += 1),
      condition,
      action: [{ type: 'fixed-response', fixedResponse: { statusCode: '200', contentType, messageBody } }],
    });
  const lead = (id: string, { targetId }: ISwitchTarget, condition: LbListenerRuleCondition[]) =>
    new LbListenerRule(scope, id, {
      listenerArn,
      priority: (priority += 1),
      condition,
      action: [{ type: 'forward', targetGroupArn: targetId }],
    });
  const keepOut = 'User-agent: *\nDisallow: /\n';
  answer('Robots', [host(`*.${hostName}`), path('/robots.txt')], 'text/plain', keepOut);
  const setter = (word: string, value: string, seconds: number) =>
    answer(
      `Set-${word}`,
      [host(hostName), path(`/${NAME}/${word}`), ...clients],
      'text/html',
      setCookie(value, seconds),
    );
  setter(OFF, '', 0);
  for (const target of targets) {
    const { name } = target.color;
    // With an end of its own, so that no colour's name is the beginning of another's.
    const value = `${name}.`;
    const cookie = { httpHeader: { httpHeaderName: 'Cookie', values: [`*${NAME}=${value}*`] } };
    lead(`Name-${name}`, target, [host(previewHost(target.color, hostName)), ...clients]);
    setter(name, value, COOKIE_SECONDS);
    lead(`Cookie-${name}`, target, [host(hostName), cookie, ...clients]);
  }
}

/** A page that sets the cookie and goes on to the site: a load balancer cannot set one itself. */
function setCookie(value: string, seconds: number): string {
  const cookie = `${NAME}=${value}; Path=/; Max-Age=${seconds}; Secure; SameSite=Lax`;
  return (
    '<!doctype html><meta charset="utf-8"><meta name="robots" content="noindex"><title>Preview</title>' +
    `<script>document.cookie="${cookie}";location.replace("/")</script>`
  );
}
