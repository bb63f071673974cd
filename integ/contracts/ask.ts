import { get, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { WayIn } from './platform';
import { Identity } from '../rig/pods/stand-in';

/** Asks once, over a connection of its own. @throws when the answer is not 200 */
export async function ask({ host, port, name }: WayIn): Promise<Identity> {
  const options = { host, port, path: '/', headers: { host: name, connection: 'close' } };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(options, resolve).once('error', reject);
  });
  const body = await text(response);
  if (response.statusCode !== 200) throw new Error(`${name} answered ${response.statusCode}: ${body}`);
  return JSON.parse(body) as Identity;
}
