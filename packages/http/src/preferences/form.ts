import { type MessageFrequency, SintoniaError, type SubscriptionChange } from '@sintonia/spec';
import type { Incoming } from '../request/incoming.js';
import { unsupported } from '../request/unsupported.js';

/** A page with hundreds of topics sends less. Bytes. */
const LONGEST = 64 * 1024;
const types = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

const said = (description: string) => ({ type: 'string', description });
const topics = (description: string) => ({ type: 'array', items: { type: 'string' }, description });

/** What {@link changeOf} reads, as JSON Schema. */
export const preferencesForm = {
  schema: {
    type: 'object',
    properties: {
      'List-Unsubscribe': said('`One-Click`: at once, whatever else there is (RFC 8058).'),
      action: said('`leave`: no messages at all, whatever else there is.'),
      shown: topics('Topics that were on the page.'),
      topic: topics('Those of them that are wanted.'),
      'shown-all': said('There where the page asks about all messages together.'),
      all: said('There where these are wanted.'),
      frequency: { enum: ['asItComes', 'daily', 'weekly', 'monthly'] },
      locale: said('A language, such as `es`. Empty: as it is.'),
    },
  },
};

/** The fields of a form, in either of the two ways in which forms are sent. @throws SINTONIA_INPUT_*, SINTONIA_REQUEST_UNSUPPORTED */
export async function readForm(incoming: Incoming): Promise<FormData> {
  const type = incoming.header('content-type') ?? '';
  const bytes = await incoming.body(LONGEST);
  if (!types.test(type)) throw unsupported(415);
  try {
    return await new Response(Buffer.from(bytes), { headers: { 'content-type': type } }).formData();
  } catch {
    throw new SintoniaError('INPUT_INVALID', 'The body is no form.', { field: 'body' });
  }
}

/** Whether a mail program asks for the one click (RFC 8058, section 3.1). */
export function isOneClick(form: FormData): boolean {
  return form.get('List-Unsubscribe') === 'One-Click';
}

/** What somebody changed on the page. A box that is not ticked is not sent: the page says beside it that it was shown. */
export function changeOf(form: FormData): SubscriptionChange {
  if (form.get('action') === 'leave') return { subscribed: false };
  const texts = (name: string) => form.getAll(name).filter((value) => typeof value === 'string');
  const ticked = new Set(texts('topic'));
  const topics = Object.fromEntries(texts('shown').map((topic) => [topic, ticked.has(topic)]));
  const [frequency] = texts('frequency');
  const [locale] = texts('locale');
  return {
    ...(Object.keys(topics).length > 0 && { topics }),
    ...(form.has('shown-all') && { subscribed: form.has('all') }),
    // Whether these are words that it knows, the engine checks.
    ...(frequency !== undefined && { frequency: frequency as MessageFrequency }),
    ...(locale !== undefined && locale !== '' && { locale }),
  };
}
