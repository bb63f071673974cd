import { generateKeyPair, randomBytes, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KubeConfig } from '@kubernetes/client-node';

/** Files by which the parts of a control plane know one another, and an administrator's token. */
export interface Credentials {
  readonly token: string;
  readonly tokensFile: string;
  /** Signs the tokens of service accounts. */
  readonly keyFile: string;
  /** Where the API server puts the certificate that it makes for itself. */
  readonly certificates: string;
}

/** Makes them up, new each time. */
export async function makeCredentials(dir: string): Promise<Credentials> {
  const token = randomBytes(32).toString('hex');
  const [tokensFile, keyFile, certificates] = ['tokens.csv', 'service-accounts.key', 'certificates'].map((name) =>
    join(dir, name),
  );
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  await writeFile(keyFile, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  await writeFile(tokensFile, `${token},administrator,administrator,system:masters\n`, { mode: 0o600 });
  return { token, tokensFile, keyFile, certificates };
}

/**
 * The authority that signed the API server's certificate: the server makes one, signs by it, and writes both to one file.
 *
 * @throws as long as the server has not written it
 */
export async function authority({ certificates }: Credentials): Promise<string> {
  const file = join(certificates, 'apiserver.crt');
  const chain = (await readFile(file, 'utf8')).match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g);
  const ca = chain?.find((pem) => new X509Certificate(pem).ca);
  if (!ca) throw new Error(`there is no authority in ${file}`);
  return ca;
}

/** How an administrator reaches the server. */
export function administrator(server: string, ca: string, token: string): KubeConfig {
  const config = new KubeConfig();
  const name = 'docnow-rig';
  config.loadFromOptions({
    clusters: [{ name, server, caData: Buffer.from(ca).toString('base64') }],
    users: [{ name, token }],
    contexts: [{ name, cluster: name, user: name }],
    currentContext: name,
  });
  return config;
}
