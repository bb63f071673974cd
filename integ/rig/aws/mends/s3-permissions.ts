import { Mend, within } from '../mend';

/**
 * With `--iam strict`, fakecloud asks a policy for S3's operation by its own name, where AWS asks for the permission that
 * covers it. So fakecloud is told of the operations beside their permission, and what it reads back is without them.
 */
export const s3Permissions: Mend = {
  page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html',
  actions: ['PutRolePolicy', 'GetRolePolicy'],
  ask: (form) => {
    const document = form.get('PolicyDocument');
    if (!document) return form;
    const asked = new URLSearchParams(form);
    asked.set(
      'PolicyDocument',
      eachAction(document, (action) => [action, ...(COVERED[action] ?? [])]),
    );
    return asked;
  },
  answer: (xml) =>
    within(xml, 'PolicyDocument', (document) =>
      encodeURIComponent(
        eachAction(decodeURIComponent(document), (action) => (OPERATIONS.includes(action) ? [] : [action])),
      ),
    ),
};

/** By the permission, operations that no permission is named after. */
const COVERED: Record<string, string[]> = {
  's3:ListBucket': ['s3:ListObjects', 's3:ListObjectsV2'],
  's3:GetObject': ['s3:HeadObject'],
};
const OPERATIONS = Object.values(COVERED).flat();

function eachAction(document: string, change: (action: string) => string[]): string {
  const policy = JSON.parse(document);
  const statements = [policy.Statement].flat().map((one) => {
    const actions = [one.Action ?? []].flat();
    const changed = actions.flatMap(change);
    return changed.length === actions.length ? one : { ...one, Action: changed };
  });
  return JSON.stringify({ ...policy, Statement: statements });
}
