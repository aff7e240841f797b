import { domainToASCII } from 'node:url';
import { SintoniaError } from '@sintonia/spec';

const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;
const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
// Checked before the mapping to ASCII, which would decode percent escapes and swallow soft hyphens.
const domainAsWritten = /^[\p{L}\p{M}\p{N}.-]+$/u;
const domainInAscii = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;
const endsInNumber = /(?:^|\.)\d+$/;

/**
 * Exactly one plain e-mail address, ready for an envelope: `local@domain`, the domain in lower case and ASCII (punycode), at
 * most 254 octets. No display name, no list, no group, no comment, no quotes, no IP address, no white space, and no local
 * part beyond ASCII.
 *
 * @throws SINTONIA_ADDRESS_INVALID that names `field` and does not repeat the address.
 */
export function plainAddress(value: unknown, field = 'to'): string {
  if (typeof value !== 'string' || value.length > LONGEST) throw invalid(field);
  const at = value.lastIndexOf('@');
  const local = value.slice(0, Math.max(at, 0));
  const written = value.slice(at + 1);
  if (local.length > LONGEST_LOCAL_PART || !localPart.test(local) || !domainAsWritten.test(written))
    throw invalid(field);
  const domain = domainToASCII(written);
  const address = `${local}@${domain}`;
  if (!domainInAscii.test(domain) || endsInNumber.test(domain) || address.length > LONGEST) throw invalid(field);
  return address;
}

function invalid(field: string): SintoniaError {
  return new SintoniaError('ADDRESS_INVALID', `${field} must be exactly one plain e-mail address.`, { field });
}
