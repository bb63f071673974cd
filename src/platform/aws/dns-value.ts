/** Internal: what a record says. */
export interface DnsValue {
  readonly type: 'A' | 'CNAME';
  readonly alias?: { readonly name: string; readonly zoneId: string };
  readonly values?: string[];
}
