/** The header by which fakecloud takes a call for its root's, who may do everything; it asks nobody for a signature. */
export function asRoot(service: string): { readonly authorization: string } {
  const scope = `test/20260101/us-east-1/${service}/aws4_request`;
  return { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none` };
}
