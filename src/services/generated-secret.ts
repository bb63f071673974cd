import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { Fn, Token } from 'cdktf';
import { Construct } from 'constructs';
import { DataNamespace } from './data-namespace';
import { checkName } from './name';
import { invalid } from '../platform/invalid';
import { IKubernetesCluster } from '../platform/kubernetes-cluster';
import { SecretKeyReference } from '../platform/secret-key-reference';
import { ISecretSource, SecretBindingProps } from '../platform/secret-source';

/** What a generated secret is made of. */
export interface GeneratedSecretProps {
  /** The cluster that it is in. */
  readonly cluster: IKubernetesCluster;
  /** The namespace that it is in. */
  readonly namespace: DataNamespace;
  /** The name of the Kubernetes Secret, such as `docnow-cookies`. */
  readonly name: string;
  /**
   * The key that the value has in the Secret.
   *
   * @default value
   */
  readonly key?: string;
  /**
   * A whole number. When it changes, the next apply makes a new value; who uses the old one has to be told.
   *
   * @default 1
   */
  readonly revision?: number;
  /**
   * Whether Terraform refuses to remove the Secret. Without the cookies' secret all users are logged out, without a
   * database's password nobody reads the data.
   *
   * @default true
   */
  readonly removalProtection?: boolean;
}

/**
 * A value that nobody needs to know, such as what cookies are signed with or the password of a database: a Kubernetes
 * Secret with 64 hexadecimal digits.
 *
 * The value is born while Terraform applies, from its `uuid()`, and goes to the API server by an argument that is only
 * ever written (`data_wo`). So it stands in no state, plan or synthesized file, and later applies leave it alone; one
 * that was put there by hand stays, too.
 *
 * It is a source of secrets of environments: `DocNowSecrets.byKey({ COOKIE_SECRET: generated }, others)`. Each gets a copy
 * in its own namespace, and renews its pods when `revision` is another.
 */
export class GeneratedSecret extends Construct implements ISecretSource {
  /** Where the value is. */
  public readonly reference: SecretKeyReference;

  /** The Secret. */
  public readonly secret: SecretV1;

  /**
   * Makes the Secret.
   *
   * @throws when the name, the key or the revision cannot be, with the way out
   */
  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const { cluster, namespace, name, key = 'value', revision = 1, removalProtection = true } = props;
    checkName(this, 'name', name);
    this.check(key, revision);
    cluster.connect(this);
    this.secret = new SecretV1(this, 'Secret', {
      metadata: {
        name,
        namespace: namespace.namespace.metadata.name,
        labels: { 'app.kubernetes.io/part-of': 'docnow' },
      },
      type: 'Opaque',
      // 122 bits of each come from the system's random numbers.
      dataWo: { [key]: Fn.sha256(Fn.join('', [Fn.uuid(), Fn.uuid()])) },
      dataWoRevision: revision,
      lifecycle: { preventDestroy: removalProtection },
    });
    this.reference = { secretName: name, key, namespace: namespace.name, revision: String(revision) };
  }

  /** Says where the value is: it is the same for every key that is asked for. */
  public bind(_scope: Construct, _id: string, { keys }: SecretBindingProps): { [key: string]: SecretKeyReference } {
    return Object.fromEntries(keys.map((key) => [key, this.reference]));
  }

  private check(key: string, revision: number): void {
    if (!Token.isUnresolved(key) && !/^[-._a-zA-Z0-9]{1,253}$/.test(key)) {
      throw invalid(this, {
        property: 'key',
        value: key,
        because: 'which cannot be a key of a Secret',
        wayOut: 'Use letters, digits, hyphens, underscores and dots, such as COOKIE_SECRET.',
      });
    }
    if (!Token.isUnresolved(revision) && !(Number.isInteger(revision) && revision >= 1)) {
      throw invalid(this, {
        property: 'revision',
        value: revision,
        because: 'which does not count values',
        wayOut: 'Use a whole number from 1 on, higher each time that a new value is wanted.',
      });
    }
  }
}
