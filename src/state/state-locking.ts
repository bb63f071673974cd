/** Where Terraform keeps the lock that lets one person at a time change a state. */
export enum StateLocking {
  /** An item in a DynamoDB table, which also holds each state's checksum. Terraform 1.11 and newer call it deprecated. */
  DYNAMODB = 'DYNAMODB',
  /** A file beside the state, made by a conditional write of S3: no table. It wants Terraform 1.11 or newer. */
  S3 = 'S3',
  /** Both at once, for the time of a move from one to the other: whoever knows only one of them is kept out, too. */
  BOTH = 'BOTH',
}
