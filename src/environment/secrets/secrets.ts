import { Construct } from 'constructs';
import { looksLikeValue } from './looks-like-value';
import { invalid } from '../../platform/invalid';
import { SecretKeyReference } from '../../platform/secret-key-reference';
import { ISecretSource, SecretBindingProps } from '../../platform/secret-source';

type References = { [key: string]: SecretKeyReference };

/**
 * What only the application may know, by reference: no value passes through Terraform, so none stands in a state, a plan
 * or a synthesized file.
 *
 * A release says by `secretKeys` which it needs: DocNow COOKIE_SECRET, CONSUMER_KEY, CONSUMER_SECRET, ACCESS_TOKEN and
 * ACCESS_TOKEN_SECRET, its PostgreSQL generation also DB_PASSWORD. COOKIE_SECRET must be the same in every colour and in
 * the legacy server, or a switch logs all users out. Pods wait for a Secret that is not there yet.
 */
export class DocNowSecrets implements ISecretSource {
  /**
   * A Secret in the environment's namespace that has all keys, and that you, a secrets operator or continuous integration
   * put there: it can be done while the first apply waits for the pods.
   *
   * @param name the Secret's name, such as `docnow-secrets`
   * @throws when it is not a name of a Secret, or looks like a secret itself (which the error does not repeat)
   */
  public static fromKubernetesSecret(name: string): DocNowSecrets {
    checkName('fromKubernetesSecret', name);
    return new DocNowSecrets((_scope, _id, { keys }) => each(keys, (key) => ({ secretName: name, key })));
  }

  /**
   * One key of a Secret, for a secret that has another name there, such as the password that a database's operator makes.
   *
   * @throws when it does not name a Secret, or looks like a secret itself (which the error does not repeat)
   */
  public static fromSecretKey(reference: SecretKeyReference): DocNowSecrets {
    checkName('fromSecretKey', reference.secretName);
    return new DocNowSecrets((_scope, _id, { keys }) => each(keys, () => reference));
  }

  /**
   * Secrets from several sources.
   *
   * @param sources by environment variable, such as `{ COOKIE_SECRET: new GeneratedSecret(...) }`
   * @param others where the rest comes from; without it, `sources` has to name all
   */
  public static byKey(sources: { [key: string]: ISecretSource }, others?: ISecretSource): DocNowSecrets {
    return new DocNowSecrets((scope, id, props) => {
      const { keys } = props;
      const stranger = Object.keys(sources).find((key) => !keys.includes(key));
      if (stranger !== undefined) {
        throw invalid(scope, {
          property: `secrets.${stranger}`,
          value: stranger,
          because: 'which is no secret of this release',
          wayOut: `Its secrets are ${keys.join(', ') || 'none'}.`,
        });
      }
      const rest = keys.filter((key) => sources[key] === undefined);
      if (rest.length > 0 && !others) {
        throw invalid(scope, {
          property: `secrets.${rest[0]}`,
          value: undefined,
          because: 'but this release needs it',
          wayOut: `Say where ${rest.join(', ')} comes from: DocNowSecrets.byKey({...}, others).`,
        });
      }
      const construct = new Construct(scope, id);
      const named = Object.entries(sources).map(([key, source]) =>
        source.bind(construct, key, { ...props, keys: [key] }),
      );
      const left = rest.length > 0 ? [others!.bind(construct, 'Others', { ...props, keys: rest })] : [];
      return Object.assign({}, ...named, ...left);
    });
  }

  private constructor(
    private readonly referTo: (scope: Construct, id: string, props: SecretBindingProps) => References,
  ) {}

  /** Says where each secret is. */
  public bind(scope: Construct, id: string, props: SecretBindingProps): { [key: string]: SecretKeyReference } {
    return this.referTo(scope, id, props);
  }
}

function each(keys: string[], reference: (key: string) => SecretKeyReference): References {
  return Object.fromEntries(keys.map((key) => [key, reference(key)]));
}

/** Neither an id nor the value of a property is known here, and an error must not repeat what may be a secret. */
function checkName(factory: string, name: string): void {
  if (!looksLikeValue(name)) return;
  throw new Error(
    `DocNowSecrets.${factory}: name (${name.length} characters, not shown here) is not the name of a ` +
      'Kubernetes Secret but looks like a value. Secrets are given by reference only: put the value into a Secret ' +
      'in the namespace of the environment, and give its name, such as docnow-secrets.',
  );
}
