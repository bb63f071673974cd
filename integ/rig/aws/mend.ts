/**
 * One place where fakecloud differs from AWS, put right on the way between client and fakecloud. For calls of AWS's query
 * protocol (a form in, XML out), which EC2, Elastic Load Balancing and IAM speak.
 */
export interface Mend {
  /** The page of AWS's API reference that says how it is. */
  readonly page: string;
  readonly actions: readonly string[];
  /** What fakecloud is to be asked, in place of what the client asked. */
  ask?(form: URLSearchParams): URLSearchParams;
  /** What the client is to read, in place of what fakecloud said. */
  answer?(xml: string, form: URLSearchParams): string;
}

/** Replaces what stands between two tags; tags of the same name must not be nested in each other. */
export function within(xml: string, tag: string, replace: (inner: string) => string): string {
  return xml.replace(
    new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'),
    (_, inner: string) => `<${tag}>${replace(inner)}</${tag}>`,
  );
}
