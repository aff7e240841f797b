import type { WordAboutOne } from '@sintonia/adapter-kit/mail';
import { type JsonValue, SintoniaError } from '@sintonia/spec';

/**
 * A word about each e-mail of a batch with permissive validation: `data` holds the ids of those that were taken, in their order;
 * `errors` the places of those that were not. What the answer doesn't account for is perhaps taken.
 */
export function batchWords(answer: JsonValue, count: number): readonly WordAboutOne[] {
  const { data, errors } = answer as { readonly data?: unknown; readonly errors?: unknown };
  const refused = new Set(listOf(errors).map(({ index }) => index));
  const ids = listOf(data).map(({ id }) => id);
  const isWhole = ids.length + refused.size === count;
  let next = 0;
  return Array.from({ length: count }, (_, index) => {
    if (refused.has(index)) {
      const details = { because: 'validation_error' };
      return new SintoniaError('DELIVERY_REJECTED', 'Resend refuses this message of the batch.', { details });
    }
    const id = isWhole ? ids[next++] : undefined;
    if (typeof id === 'string') return { providerId: id };
    return new SintoniaError('DELIVERY_UNKNOWN', 'Resend does not say whether it took this message of the batch.');
  });
}

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.map((entry) => (typeof entry === 'object' && entry !== null ? entry : {})) : [];
}
