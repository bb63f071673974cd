import { Token } from 'cdktf';

/**
 * Whether a text is no name of a Secret, or one that nobody would give: a UUID, a run of hexadecimal digits, a long word
 * of letters and digits in no order.
 */
export function looksLikeValue(name: string): boolean {
  if (Token.isUnresolved(name) || name.includes('${')) return false;
  const dnsName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
  if (!dnsName.test(name) || name.length > 63) return true;
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const mixed = name.split(/[-.]/).some((word) => word.length >= 16 && /[0-9].*[a-z].*[0-9]/.test(word));
  return uuid.test(name) || /^[0-9a-f]{16,}$/.test(name) || mixed;
}
