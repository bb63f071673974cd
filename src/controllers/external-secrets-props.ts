import { ControllerProps } from './controller-props';

/** What the External Secrets Operator may read. */
export interface ExternalSecretsProps extends ControllerProps {
  /**
   * How the names of the secrets in AWS Secrets Manager begin that it may read, such as `['docnow/']`.
   *
   * @default - it may read none
   */
  readonly secretPrefixes?: string[];

  /**
   * How the names of the parameters in AWS Systems Manager begin that it may read, such as `['/docnow/']`.
   *
   * @default - it may read none
   */
  readonly parameterPrefixes?: string[];

  /**
   * ARNs of the keys of yours in KMS that these are encrypted with.
   *
   * @default - the keys that AWS keeps for both services, which need no grant
   */
  readonly kmsKeyArns?: string[];
}
