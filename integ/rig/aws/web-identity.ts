import { asRoot } from './as-root';
import { credentialsIn, RoleCredentials } from './assume-role';
import { Aws } from './aws';

/** What a token says that a platform of continuous integration signs for a job. */
export interface Claims {
  /** The issuer's address. */
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
}

/** A token of a job. It is not signed: fakecloud reads what it says, asks the role's trust, and checks no signature. */
export function webIdentityToken(claims: Claims): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'RS256' }), part({ ...claims, exp: Math.floor(Date.now() / 1000) + 300 }), 'unsigned'].join('.');
}

/**
 * Takes a role by such a token, which is all that a job has. fakecloud, where it asks IAM, takes no call for this without
 * a signature, as AWS does (AWS STS API Reference, AssumeRoleWithWebIdentity); what it asks then is the role's trust alone.
 *
 * @throws when the role's trust says no
 */
export async function assumeRoleByToken(
  { endpoint }: Pick<Aws, 'endpoint'>,
  RoleArn: string,
  claims: Claims,
): Promise<RoleCredentials> {
  const Action = 'AssumeRoleWithWebIdentity';
  const asked = { Action, Version: '2011-06-15', RoleArn, RoleSessionName: 'job' };
  const body = new URLSearchParams({ ...asked, WebIdentityToken: webIdentityToken(claims) });
  const answer = await fetch(endpoint, { method: 'POST', headers: asRoot('sts'), body });
  return credentialsIn(await answer.text(), RoleArn);
}
