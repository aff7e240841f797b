import { readObject, SintoniaError } from '@sintonia/spec';
import { member, readList } from '../meaning/fields.js';

/**
 * The payload of a mutation that was taken.
 *
 * @throws SINTONIA_PLATFORM_REJECTED with Shopify's code (`details.because`) and field, without its words, which may quote.
 */
export function assertTaken(data: Record<string, unknown>, mutation: string): Record<string, unknown> {
  const payload = readObject(member(data, mutation), mutation);
  const [error] = readList(member(payload, 'userErrors'), 'userErrors', (each) => each);
  if (error === undefined) return payload;
  const code = member(error, 'code');
  const because = typeof code === 'string' && /^[A-Z_]{1,80}$/.test(code) ? code : 'USER_ERROR';
  throw new SintoniaError('PLATFORM_REJECTED', `Shopify refuses ${mutation}.`, { details: { because, mutation } });
}
