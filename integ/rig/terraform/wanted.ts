/** A provider of Terraform, by the name that stands in `required_providers`. */
export type ProviderName = 'aws' | 'kubernetes' | 'helm';

/**
 * The versions that the rig runs: of kubernetes and helm those that the constructs pin, of aws an older one than the
 * pinned 6.25.0, whose calls are those that the emulated AWS answers.
 */
export const WANTED: Readonly<Record<ProviderName, string>> = { aws: '5.100.0', kubernetes: '2.38.0', helm: '3.1.1' };

export const NAMES = Object.keys(WANTED) as ProviderName[];

/** This machine as Terraform calls it, such as `linux_amd64`. */
export const PLATFORM = [
  { win32: 'windows' }[process.platform as string] ?? process.platform,
  { x64: 'amd64', ia32: '386' }[process.arch as string] ?? process.arch,
].join('_');

/** What a stack requires, for Terraform. */
export const REQUIRED = Object.fromEntries(
  NAMES.map((name) => [name, { source: `hashicorp/${name}`, version: WANTED[name] }]),
);
