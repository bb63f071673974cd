import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { invalid } from './invalid';

/** Internal: refuses what cannot stand in place of an image's registry. @throws with the way out */
export function checkImageMirror(scope: IConstruct | string, property: string, mirror: string): void {
  if (Token.isUnresolved(mirror) || /^[^\s/:]+(:\d+)?(\/[^\s/:]+)*$/.test(mirror)) return;
  throw invalid(scope, {
    property,
    value: mirror,
    because: 'which is not where images can come from',
    wayOut: 'Give host and path alone, such as registry.example.org/mirror.',
  });
}

/**
 * Internal: an image's registry, and its path in it. What has no registry is Docker Hub's, where an image without an owner
 * is `library`'s (the Distribution project, "reference": familiar names).
 */
export function splitImage(image: string): { readonly registry: string; readonly path: string } {
  const [first, ...rest] = image.split('/');
  if (rest.length > 0 && /[.:]|^localhost$/.test(first)) return { registry: first, path: rest.join('/') };
  return { registry: 'docker.io', path: rest.length > 0 ? image : `library/${image}` };
}
