import { TerraformStack, Testing, Token } from 'cdktf';
import { checkImage } from '../../src/platform/image-reference';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

function check(image: string): () => void {
  return () => checkImage(new TerraformStack(Testing.app(), 'blue'), 'release.image', image);
}

describe('checkImage', () => {
  test.each([
    ['', "blue: release.image is '', which names no image. Name an image with its tag"],
    ['docnow/docnow', "is 'docnow/docnow', which has no tag, so that it means latest. Add the version's tag"],
    ['registry.example:5000/docnow', 'which has no tag'],
    ['docnow/docnow:latest', "which changes under a running system. Use the version's tag"],
    ['docnow/docnow: 1', 'which has blanks in it'],
    ['docnow/docnow@sha256:12', 'whose digest is not a SHA-256'],
  ])('refuses %p', (image, words) => expect(check(image)).toThrow(words));

  test.each([
    'docnow/docnow:0.1.6',
    'registry.example:5000/docnow:v1',
    `docnow@${DIGEST}`,
    `docnow:latest@${DIGEST}`,
    Token.asString({ resolve: () => undefined }),
  ])('takes %p', (image) => expect(check(image)).not.toThrow());
});
