import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';

/**
 * Refuses a container image that does not name one version: what runs must not depend on when it was pulled.
 *
 * @throws when the image is empty, has blanks, or has neither a digest nor a tag other than `latest`
 */
export function checkImage(scope: IConstruct | string, property: string, image: string): void {
  if (Token.isUnresolved(image)) return;
  const refuse = (because: string, wayOut: string) => invalid(scope, { property, value: image, because, wayOut });
  const example = 'such as registry.example.org/docnow:0.0.35, or a digest.';
  if (image.trim() === '') throw refuse('which names no image', `Name an image with its tag, ${example}`);
  if (/\s/.test(image)) throw refuse('which has blanks in it', `Name an image with its tag, ${example}`);
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return;
  if (image.includes('@')) {
    throw refuse('whose digest is not a SHA-256', 'Use IMAGE@sha256: and 64 hexadecimal digits.');
  }
  const tag = /:([\w][\w.-]{0,127})$/.exec(image)?.[1];
  if (tag === undefined) throw refuse('which has no tag, so that it means latest', `Add the version's tag, ${example}`);
  if (tag === 'latest') throw refuse('which changes under a running system', `Use the version's tag, ${example}`);
}
