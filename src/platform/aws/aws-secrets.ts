import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { makeExternalSecret } from '../external-secret';
import { invalid } from '../invalid';
import { SecretKeyReference } from '../secret-key-reference';
import { ISecretSource, SecretBindingProps } from '../secret-source';

/** What all secrets in AWS have in common. */
export interface AwsSecretsProps {
  /** The region that they are kept in, such as `us-east-1`. */
  readonly region: string;
  /**
   * The name of the Kubernetes Secret that is made of them, unique in the environment.
   *
   * @default - made of their name in AWS: `docnow-production` of `docnow/production`
   */
  readonly name?: string;
  /**
   * How often the operator looks for another value, in minutes.
   *
   * @default 60
   */
  readonly refreshMinutes?: number;
  /**
   * Any word. When it changes, the next apply renews the pods, which read secrets when they start: another value alone
   * renews none.
   *
   * @default - pods are not renewed
   */
  readonly revision?: string;
}

/** A secret of AWS Secrets Manager. */
export interface SecretsManagerProps extends AwsSecretsProps {
  /** Its name, such as `docnow/production`, or its ARN. */
  readonly secretId: string;
  /**
   * The field of its JSON value that is taken, such as `password` in what RDS keeps.
   *
   * @default - for each environment variable the field of the same name
   */
  readonly property?: string;
}

/** Parameters of AWS Systems Manager. */
export interface ParameterStoreProps extends AwsSecretsProps {
  /** How their names begin: `/docnow/production` for `/docnow/production/COOKIE_SECRET`. */
  readonly path: string;
}

/**
 * Secrets that AWS keeps, by reference: the External Secrets Operator reads them into a Secret of the environment's
 * namespace, by its own role. Terraform sees no value. See `ClusterControllers` for the operator: its `secretPrefixes` or
 * `parameterPrefixes` have to cover the names. A CSI driver would bind each pod to AWS at its start, and is not offered.
 */
export class AwsSecrets implements ISecretSource {
  /** A secret of AWS Secrets Manager, whose value is JSON. */
  public static secretsManager(props: SecretsManagerProps): AwsSecrets {
    const { secretId, property } = props;
    return new AwsSecrets('SecretsManager', 'secretId', secretId, props, (variable) => ({
      key: secretId,
      property: property ?? variable,
    }));
  }

  /** Parameters of AWS Systems Manager, one for each environment variable. */
  public static parameterStore(props: ParameterStoreProps): AwsSecrets {
    return new AwsSecrets('ParameterStore', 'path', props.path, props, (variable) => ({
      key: `${props.path.replace(/\/$/, '')}/${variable}`,
    }));
  }

  private constructor(
    private readonly service: string,
    private readonly property: string,
    private readonly where: string,
    private readonly props: AwsSecretsProps,
    private readonly remote: (variable: string) => { key: string; property?: string },
  ) {}

  /**
   * Has the operator make a Secret.
   *
   * @throws when the name cannot be one in AWS, the Secret's cannot be one in Kubernetes, or it is never refreshed
   */
  public bind(
    scope: Construct,
    id: string,
    { namespace, keys }: SecretBindingProps,
  ): { [key: string]: SecretKeyReference } {
    const { region, revision, refreshMinutes = 60 } = this.props;
    const name = this.props.name ?? nameOf(this.where);
    this.check(scope, name, refreshMinutes);
    makeExternalSecret(scope, id, {
      namespace,
      name,
      refreshMinutes,
      // Without credentials of its own it takes the operator's role.
      provider: { aws: { service: this.service, region } },
      data: Object.fromEntries(keys.map((key) => [key, this.remote(key)])),
    });
    return Object.fromEntries(keys.map((key) => [key, { secretName: name, key, revision }]));
  }

  private check(scope: Construct, name: string, refreshMinutes: number): void {
    const refuse = (property: string, value: unknown, because: string, wayOut: string) =>
      invalid(scope, { property: `secrets.${property}`, value, because, wayOut });
    const { where, property } = this;
    if (!Token.isUnresolved(where) && !/^[\w/+=.@!:-]{1,512}$/.test(where)) {
      const because = 'which is no name in AWS but may be a value';
      throw refuse(
        property,
        '(not shown)',
        because,
        'Keep the value in AWS, and give its name, such as docnow/production.',
      );
    }
    if (!Token.isUnresolved(name) && !/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/.test(name)) {
      const because = 'which cannot be the name of a Secret and of a Helm release';
      throw refuse(
        'name',
        name,
        because,
        'Use 1 to 53 lower case letters, digits or hyphens, such as docnow-production.',
      );
    }
    if (!Token.isUnresolved(refreshMinutes) && !(Number.isInteger(refreshMinutes) && refreshMinutes >= 1)) {
      throw refuse(
        'refreshMinutes',
        refreshMinutes,
        'which is not a number of minutes',
        'Use a whole number, 1 or more.',
      );
    }
  }
}

/** `docnow-production` of `docnow/production`, `/docnow/production` and the ARN of either. */
function nameOf(where: string): string {
  if (Token.isUnresolved(where)) return 'aws-secrets';
  const own = where.split(':').pop()!.toLowerCase();
  return own
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 53);
}
