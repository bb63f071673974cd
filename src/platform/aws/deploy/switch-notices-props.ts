/** Who is told of switches. */
export interface SwitchNoticesProps {
  /** How the topic's name begins: 1 to 100 letters, digits, hyphens and underscores; `-switches` follows. */
  readonly name: string;
  /** The bucket of states: `remoteState.bucketName`. */
  readonly bucketName: string;
  /**
   * Addresses that are told. SNS asks each of them first whether it wants to be.
   *
   * @default - nobody yet; subscribe to `topicArn`
   */
  readonly emails?: string[];
}
