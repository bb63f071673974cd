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
