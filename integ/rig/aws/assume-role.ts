import { asRoot } from './as-root';
import { Aws } from './aws';

/** What somebody is known by who took a role. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Takes a role, as the root of fakecloud's account: without its SDK, which is not worth a dependency for one call. */
export async function assumeRole({ endpoint }: Pick<Aws, 'endpoint'>, name: string): Promise<RoleCredentials> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: asRoot('sts'),
    body: new URLSearchParams({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      RoleArn: `arn:aws:iam::123456789012:role/${name}`,
      RoleSessionName: name,
    }),
  });
  return credentialsIn(await answer.text(), name);
}

/** The credentials in what STS answers. @throws when there are none */
export function credentialsIn(xml: string, role: string): RoleCredentials {
  const said = (tag: string) => {
    const text = new RegExp(`<${tag}>(.*?)</${tag}>`).exec(xml)?.[1];
    if (text === undefined) throw new Error(`the role ${role} cannot be taken: ${xml}`);
    return text;
  };
  return {
    accessKeyId: said('AccessKeyId'),
    secretAccessKey: said('SecretAccessKey'),
    sessionToken: said('SessionToken'),
  };
}

/** What a program is told to be whoever has them. */
export function variablesOf({ accessKeyId, secretAccessKey, sessionToken }: RoleCredentials): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}
