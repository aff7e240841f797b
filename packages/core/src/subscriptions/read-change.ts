import {
  assertIdentifier,
  type MessageFrequency,
  readObject,
  readOneOf,
  SintoniaError,
  type SubscriptionChange,
} from '@sintonia/spec';
import { FREQUENCIES } from '../privacy/chosen-frequency.js';
import type { Offer } from './offer.js';

const MEMBERS = ['topics', 'subscribed', 'frequency', 'locale', 'source'];

/** A change, checked. */
export interface ReadChange {
  readonly topics: ReadonlyMap<string, boolean>;
  readonly subscribed: boolean | undefined;
  readonly frequency: MessageFrequency | undefined;
  readonly locale: string | undefined;
  readonly source: string;
}

/** @throws SINTONIA_INPUT_INVALID that names the field. */
export function readChange(input: SubscriptionChange, offer: Offer): ReadChange {
  const change = readObject(input, 'change');
  for (const name of Object.keys(change)) if (!MEMBERS.includes(name)) invalid(name, 'is nothing that can be changed');
  const { subscribed, frequency, locale, source = 'preferences' } = change;
  const topics = new Map<string, boolean>();
  for (const [topic, wanted] of Object.entries(
    change.topics === undefined ? {} : readObject(change.topics, 'topics'),
  )) {
    // A name from outside is not repeated.
    if (!offer.topics.some((each) => each.topic === topic)) invalid('topics', 'must name topics of declared campaigns');
    topics.set(topic, readBoolean(wanted, `topics.${topic}`));
  }
  assertIdentifier(source, 'source');
  return {
    topics,
    subscribed: subscribed === undefined ? undefined : readBoolean(subscribed, 'subscribed'),
    frequency: frequency === undefined ? undefined : readOneOf(frequency, 'frequency', FREQUENCIES),
    locale: locale === undefined ? undefined : readOneOf(locale, 'locale', offer.locales),
    source,
  };
}

function readBoolean(value: unknown, field: string): boolean {
  return typeof value === 'boolean' ? value : invalid(field, 'must be true or false');
}

function invalid(field: string, must: string): never {
  throw new SintoniaError('INPUT_INVALID', `${field} ${must}.`, { field });
}
