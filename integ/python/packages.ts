import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODULES } from '../project';

/** What the library stands on, by its names on npm and on PyPI. The runtime's version is that of the packer. */
const PACKAGES: Record<string, string> = {
  constructs: 'constructs',
  cdktf: 'cdktf',
  '@cdktf/provider-aws': 'cdktf-cdktf-provider-aws',
  '@cdktf/provider-kubernetes': 'cdktf-cdktf-provider-kubernetes',
  '@cdktf/provider-helm': 'cdktf-cdktf-provider-helm',
  'jsii-pacmak': 'jsii',
};

/** What a Python program needs beside the library, in the versions that TypeScript has, such as `cdktf==0.21.0`. */
export function packages(): string[] {
  return Object.entries(PACKAGES).map(([npm, pypi]) => {
    const { version } = JSON.parse(readFileSync(join(MODULES, npm, 'package.json'), 'utf8')) as { version: string };
    return `${pypi}==${version}`;
  });
}

/** The file in which the packer says what it builds wheels with. */
export const PACKER_REQUIREMENTS = join(MODULES, 'jsii-pacmak', 'lib', 'targets', 'python', 'requirements-dev.txt');
