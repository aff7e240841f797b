import { createHash } from 'node:crypto';

/** Whether somebody has an address and agrees to marketing: not in the data, so it is made up from a hash, always the same. */
export function madeUpConsent(customer: string): { readonly email?: string; readonly agrees: boolean } {
  const [first = 0, second = 0] = createHash('sha256').update(customer).digest();
  return { ...(first < 230 ? { email: `${customer}@example.com` } : {}), agrees: second < 180 };
}
