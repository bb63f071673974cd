/**
 * What only DocNow may know, by reference: the name of a Secret that stands in the environment's namespace already
 * or will be put there by you, a secrets operator or continuous integration. No value passes through Terraform, so
 * none stands in a state, a plan or a synthesized file.
 *
 * The Secret has the keys COOKIE_SECRET, CONSUMER_KEY, CONSUMER_SECRET, ACCESS_TOKEN and ACCESS_TOKEN_SECRET.
 * COOKIE_SECRET must be the same in every colour and in the legacy server, or a switch logs all users out. Pods wait
 * for a Secret that is not there yet: it can be put into the namespace while the first apply waits for them.
 */
export class DocNowSecrets {
  /** The keys that the Secret must have; DocNow reads them as environment variables of the same names. */
  public static readonly KEYS: string[] = [
    'COOKIE_SECRET',
    'CONSUMER_KEY',
    'CONSUMER_SECRET',
    'ACCESS_TOKEN',
    'ACCESS_TOKEN_SECRET',
  ];

  /**
   * A Secret in the environment's namespace.
   *
   * @param name the Secret's name, such as `docnow-secrets`
   * @throws when it is not a name of a Secret, or looks like a secret itself (which the error does not repeat)
   */
  public static fromKubernetesSecret(name: string): DocNowSecrets {
    const token = name.includes('${') || name.includes('TfToken');
    const dnsName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
    if (!token && (!dnsName.test(name) || name.length > 63 || looksLikeValue(name))) {
      throw new Error(
        `DocNowSecrets.fromKubernetesSecret: name (${name.length} characters, not shown here) is not the name of a ` +
          'Kubernetes Secret but looks like a value. Secrets are given by reference only: put the value into a Secret ' +
          'in the namespace of the environment, and give its name, such as docnow-secrets.',
      );
    }
    return new DocNowSecrets(name);
  }

  private constructor(
    /** The Secret's name. */
    public readonly secretName: string,
  ) {}
}

/** A UUID, a run of hexadecimal digits, or a long word of letters and digits in no order: nobody names a Secret so. */
function looksLikeValue(name: string): boolean {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const mixed = name.split(/[-.]/).some((word) => word.length >= 16 && /[0-9].*[a-z].*[0-9]/.test(word));
  return uuid.test(name) || /^[0-9a-f]{16,}$/.test(name) || mixed;
}
