import { inHalves } from '@sintonia/adapter-kit';
import { isSintoniaError, type JsonValue, SintoniaError } from '@sintonia/spec';
import type { ContactKey } from './contact-key.js';
import { type HubSpotApi, isObject, isRefused, listIn } from './hubspot-api.js';
import { plain, valueIn } from './record-ids.js';

export interface ContactInput extends ContactKey {
  readonly properties: Readonly<Record<string, string>>;
}

/** What became of one contact. Which record it is, HubSpot need not say. */
export type ContactOutcome = { readonly recordId: string | undefined } | { readonly error: SintoniaError };

/** Properties that we write were removed by hand: nobody is at fault, and all may be written again once they are made. */
export class PropertiesLost extends Error {}

/** What HubSpot says of a whole batch in which one contact is wrong, unknown, or there twice. */
const splittable = [400, 404, 409];

/**
 * Writes a batch of contacts. Where HubSpot says of each what became of it (207), so do we; where it refuses the whole batch, halves are
 * tried, down to who is at fault.
 *
 * @param hasLost asked once, where something is refused: whether properties are gone.
 * @throws PropertiesLost, SINTONIA_PLATFORM_UNAUTHORISED, _RATE_LIMITED, _TRANSIENT.
 */
export async function writeContacts(
  api: HubSpotApi,
  path: string,
  inputs: readonly ContactInput[],
  hasLost: () => Promise<boolean>,
  abort: AbortSignal,
): Promise<ContactOutcome[]> {
  let isLost: Promise<boolean> | undefined;
  const assertThere = async () => {
    isLost ??= hasLost();
    if (await isLost) throw new PropertiesLost('Properties of ours are gone.');
  };
  const write = async (some: readonly ContactInput[]) => {
    // By their place, so that no answer has to repeat who it is about.
    const traced = some.map((input, index) => ({ ...input, objectWriteTraceId: String(index) }));
    const body = { inputs: traced as unknown as JsonValue };
    const answer = await api.call({ path, body, abort }).catch(async (error: unknown) => {
      if (isRefused(error, 400)) await assertThere();
      throw error;
    });
    const outcomes = outcomesIn(answer, some);
    if (outcomes.some((outcome) => 'error' in outcome && outcome.error.details?.because === 'VALIDATION_ERROR'))
      await assertThere();
    return outcomes;
  };
  const words = await inHalves(inputs, write, (error) => isRefused(error, ...splittable));
  return words.map((word) => (isSintoniaError(word) ? { error: word } : word));
}

function outcomesIn(answer: unknown, inputs: readonly ContactInput[]): ContactOutcome[] {
  const [errors, results] = [listIn(answer, 'errors'), listIn(answer, 'results')];
  const because = new Map(errors.flatMap((error) => tracesOf(error).map((trace) => [trace, error.category])));
  return inputs.map((input, index) => {
    const trace = String(index);
    const result =
      results.find(({ objectWriteTraceId }) => objectWriteTraceId === trace) ??
      results.find((each) => each.objectWriteTraceId === undefined && isAbout(each, input));
    if (result !== undefined) return { recordId: typeof result.id === 'string' ? result.id : undefined };
    // Where something went wrong, only who is named as written is.
    if (errors.length > 0) return { error: refused(because.get(trace) ?? errors[0]?.category) };
    return results.length >= inputs.length ? { recordId: undefined } : { error: untold() };
  });
}

/** Whether a result is of this contact, where HubSpot does not trace it. */
function isAbout({ id, properties }: Record<string, unknown>, input: ContactInput): boolean {
  const { idProperty } = input;
  if (idProperty === undefined) return id === input.id;
  return plain(valueIn(properties, idProperty), idProperty) === plain(input.id, idProperty);
}

function tracesOf({ context }: Record<string, unknown>): string[] {
  const traces = isObject(context) ? context.objectWriteTraceId : undefined;
  return Array.isArray(traces) ? traces.map(String) : [];
}

function untold(): SintoniaError {
  const message = 'HubSpot did not say what became of this contact.';
  return new SintoniaError('PLATFORM_TRANSIENT', message, { details: { maybeTaken: true } });
}

/** HubSpot's message repeats values; its category does not. */
function refused(category: unknown): SintoniaError {
  const isWord = typeof category === 'string' && /^[A-Z][A-Z_]{0,79}$/.test(category);
  return new SintoniaError('PLATFORM_REJECTED', 'HubSpot refuses this contact.', {
    details: isWord ? { because: category } : {},
  });
}
