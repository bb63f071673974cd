import { IConstruct } from 'constructs';
import { invalid } from '../../platform/invalid';

/** The oldest major version that is taken: DocNow's own server has it, and since then an owner may make extensions. */
const OLDEST = 13;

/**
 * The major version of PostgreSQL, such as 17 of `17.9`. Data files of one are read by no other.
 *
 * @throws when it is no version, or older than 13
 */
export function postgresMajor(scope: IConstruct, version: string): number {
  const wayOut = 'Use a version from 13 on with its minor number, such as 17.9.';
  const match = /^(\d+)\.\d+$/.exec(version);
  if (!match) {
    const because = 'which is not a version of PostgreSQL';
    throw invalid(scope, { property: 'version', value: version, because, wayOut });
  }
  const major = Number(match[1]);
  if (major < OLDEST) {
    const because = 'which is too old for the settings used here';
    throw invalid(scope, { property: 'version', value: version, because, wayOut });
  }
  return major;
}

/** Refuses an image whose tag begins with another major version than the one that the data is of. */
export function checkImageVersion(scope: IConstruct, image: string, version: string, major: number): void {
  const tagged = /:(\d+)[\w.-]*$/.exec(image)?.[1];
  if (tagged === undefined || Number(tagged) === major) return;
  throw invalid(scope, {
    property: 'image',
    value: image,
    because: `but version is ${version}`,
    wayOut: 'Say the version that is in the image by version, too.',
  });
}
