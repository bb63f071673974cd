/** A check of a linter's that is not met, where, and why that is right. */
export interface Accepted {
  readonly check: string;
  /** The resources or objects, as the linter tells them. */
  readonly resource: RegExp;
  readonly why: string;
}

/** What a linter found. */
export interface Found {
  readonly check: string;
  readonly resource: string;
}

const accepts = ({ check, resource }: Accepted, found: Found) => check === found.check && resource.test(found.resource);

/** The findings that nobody accepted. */
export function unexplained<T extends Found>(found: readonly T[], accepted: readonly Accepted[]): T[] {
  return found.filter((finding) => !accepted.some((one) => accepts(one, finding)));
}

/** What is accepted and met after all: it has to go. */
export function idle(found: readonly Found[], accepted: readonly Accepted[]): Accepted[] {
  return accepted.filter((one) => !found.some((finding) => accepts(one, finding)));
}
