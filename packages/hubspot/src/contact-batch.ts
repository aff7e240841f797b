import { inHalves } from '@sintonia/adapter-kit';
import { isSintoniaError, type JsonValue, SintoniaError } from '@sintonia/spec';
import type { ContactKey } from './contact-key.js';
import { type HubSpotApi, isObject, isRefused, listIn } from './hubspot-api.js';

export interface ContactInput extends ContactKey {
  readonly properties: Readonly<Record<string, string>>;
}

/** What became of one contact. */
export type ContactOutcome = { readonly recordId: string | undefined } | { readonly error: SintoniaError };

/** What HubSpot says of a whole batch in which one contact is wrong, unknown, or there twice. */
const splittable = [400, 404, 409];

/**
 * Writes a batch of contacts. Where HubSpot says of each what became of it (207), so do we; where it refuses the whole batch, halves are
 * tried, down to who is at fault.
 *
 * @throws SINTONIA_PLATFORM_UNAUTHORISED, _RATE_LIMITED, _TRANSIENT.
 */
export async function writeContacts(
  api: HubSpotApi,
  path: string,
  inputs: readonly ContactInput[],
  abort: AbortSignal,
): Promise<ContactOutcome[]> {
  const write = async (some: readonly ContactInput[]) => {
    // By their place, so that no answer has to repeat who it is about.
    const traced = some.map((input, index) => ({ ...input, objectWriteTraceId: String(index) }));
    const answer = await api.call({ path, body: { inputs: traced as unknown as JsonValue }, abort });
    return outcomesIn(answer, some.length);
  };
  const words = await inHalves(inputs, write, (error) => isRefused(error, ...splittable));
  return words.map((word) => (isSintoniaError(word) ? { error: word } : word));
}

function outcomesIn(answer: unknown, count: number): ContactOutcome[] {
  const errors = listIn(answer, 'errors');
  const written = new Map(listIn(answer, 'results').map(({ objectWriteTraceId, id }) => [objectWriteTraceId, id]));
  const because = new Map(errors.flatMap((error) => tracesOf(error).map((trace) => [trace, error.category])));
  return Array.from({ length: count }, (_, index) => {
    const trace = String(index);
    const id = written.get(trace);
    // Where something went wrong, only who is named as written is.
    if (errors.length > 0 && id === undefined) return { error: refused(because.get(trace) ?? errors[0]?.category) };
    return { recordId: typeof id === 'string' ? id : undefined };
  });
}

function tracesOf({ context }: Record<string, unknown>): string[] {
  const traces = isObject(context) ? context.objectWriteTraceId : undefined;
  return Array.isArray(traces) ? traces.map(String) : [];
}

/** HubSpot's message repeats values; its category does not. */
function refused(category: unknown): SintoniaError {
  const isWord = typeof category === 'string' && /^[A-Z][A-Z_]{0,79}$/.test(category);
  return new SintoniaError('PLATFORM_REJECTED', 'HubSpot refuses this contact.', {
    details: isWord ? { because: category } : {},
  });
}
