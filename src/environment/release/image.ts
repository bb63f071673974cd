import { Token } from 'cdktf';
import { ReleaseProps } from './release-props';
import { checkImageMirror, splitImage } from '../../platform/image-mirror';
import { checkImage } from '../../platform/image-reference';
import { invalid } from '../../platform/invalid';

/** Internal: where an image is pulled from. @throws when the mirror cannot be, or the image is not known yet */
export function imageOf({ image, mirror }: ReleaseProps): string {
  if (mirror === undefined) return image;
  checkImageMirror('Release', 'mirror', mirror);
  if (Token.isUnresolved(image)) {
    throw invalid('Release', {
      property: 'mirror',
      value: mirror,
      because: 'but image is known only when Terraform runs, and so is its registry',
      wayOut: 'Give image as it is in the mirror, and leave mirror out.',
    });
  }
  checkImage('Release', 'image', image);
  return `${mirror}/${splitImage(image).path}`;
}

/** Internal: refuses what is not the name of a Secret (RFC 1123 subdomain). @throws with the way out */
export function checkPullSecrets(names: string[]): void {
  for (const name of names) {
    const form = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
    if (Token.isUnresolved(name) || form.test(name)) continue;
    throw invalid('Release', {
      property: 'imagePullSecrets',
      value: name,
      because: 'which is not the name of a Secret',
      wayOut: "Name a Secret of the environment's namespace, such as registry.",
    });
  }
}
