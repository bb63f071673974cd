import { Token } from 'cdktf';

/**
 * Why a string cannot be the name of an S3 bucket; undefined when it can. Tokens pass.
 * The rules: Amazon S3 User Guide, "General purpose bucket naming rules". Dots are allowed by S3 but refused here: with
 * them, the bucket's TLS certificate does not match, and only TLS is let in.
 */
export function badBucketName(name: string): string | undefined {
  if (Token.isUnresolved(name)) return undefined;
  if (name.length < 3 || name.length > 63) return `which has ${name.length} characters; S3 wants 3 to 63`;
  if (!/^[a-z0-9][a-z0-9-]*[a-z0-9]$/.test(name)) {
    return 'which is not made of lower case letters, digits and hyphens, with a letter or digit at each end';
  }
  if (/^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|--x-s3|--table-s3)$/.test(name)) {
    return 'which begins or ends with what S3 keeps for itself';
  }
  return undefined;
}
