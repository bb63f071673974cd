import { Mend, within } from '../mend';

/**
 * fakecloud serves one listener of each load balancer, by plain HTTP on loopback, and takes the one whose protocol is HTTP:
 * that which redirects to HTTPS. So fakecloud is told HTTP where the client says HTTPS, and the other way round, and what it
 * reads back is turned again: what it serves is the listener for HTTPS. There is no TLS in it.
 */
export const httpsServes: Mend = {
  page: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html',
  actions: ['CreateListener', 'ModifyListener', 'DescribeListeners'],
  ask: (form) => {
    const protocol = form.get('Protocol');
    if (!protocol) return form;
    const asked = new URLSearchParams(form);
    asked.set('Protocol', swapped(protocol));
    return asked;
  },
  // A redirect's protocol stands in the default actions, and is not the listener's.
  answer: (xml) =>
    xml
      .split(/(<DefaultActions>.*?<\/DefaultActions>)/s)
      .map((part) => (part.startsWith('<DefaultActions>') ? part : within(part, 'Protocol', swapped)))
      .join(''),
};

function swapped(protocol: string): string {
  return { HTTP: 'HTTPS', HTTPS: 'HTTP' }[protocol] ?? protocol;
}
