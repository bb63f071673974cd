import { join } from 'node:path';
import { ROOT } from '../../../project';

/** An image that the rig has a program for: what its folders hold, as a Dockerfile's COPY would say. */
export interface KnownImage {
  readonly workingDirectory: string;
  /** Folders of this machine by their path in the image. */
  readonly folders: Readonly<Record<string, string>>;
  /** What is `node_modules` in its working directory. @default this project's own */
  readonly modules?: string;
}

/**
 * Images whose containers really run, by the name before the tag. All begin with `docnow.test/`, by which kwok's stages
 * know that they are none of kwok's; a top-level domain `test` is nobody's (RFC 6761).
 */
export const IMAGES: Readonly<Record<string, KnownImage>> = {
  'docnow.test/docnow': {
    workingDirectory: '/code',
    folders: {
      '/code/dist': join(ROOT, 'integ', 'app', 'src'),
      '/code/userData': join(ROOT, 'integ', 'app', 'user-data'),
    },
  },
};

const OURS = 'docnow.test/';

/** Whether the rig, not kwok, plays the containers of an image. */
export function isOurs(image = ''): boolean {
  return image.startsWith(OURS);
}

/** The image's name without its tag or digest. */
export function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}
