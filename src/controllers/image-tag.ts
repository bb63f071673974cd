import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { ControllerProps } from './controller-props';
import { PinnedChart } from './pinned';
import { invalid } from '../platform/invalid';

/**
 * Internal: an image's tag, followed by its digest where it is known.
 *
 * @throws when the digest is none
 */
export function tagOf(scope: IConstruct, pinned: PinnedChart, { imageDigest }: ControllerProps): string {
  const digest = checkedDigest(scope, pinned, imageDigest);
  return digest === undefined ? pinned.tag : `${pinned.tag}@${digest}`;
}

/** Internal: the digest that was given, or else the pinned one. @throws when it is none */
export function checkedDigest(scope: IConstruct, { digest }: PinnedChart, given?: string): string | undefined {
  if (given === undefined || Token.isUnresolved(given) || /^sha256:[0-9a-f]{64}$/.test(given)) return given ?? digest;
  throw invalid(scope, {
    property: 'imageDigest',
    value: given,
    because: 'which is not the digest of an image',
    wayOut: 'Give sha256: and 64 hexadecimal digits, as `crane digest IMAGE:TAG` tells them.',
  });
}
