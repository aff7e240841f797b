import type { Fields } from '@sintonia/adapter-kit';
import { type Collected, type CollectedConsent, type Purpose, readMoment } from '@sintonia/spec';
import { idOf } from './shop-values.js';

/** Which of our purposes a yes or no to a channel is about. */
export interface ConsentPurposes {
  /** Default: `['marketing']`. */
  readonly email?: readonly Purpose[];
  /** Default: `['sms-marketing']`. */
  readonly sms?: readonly Purpose[];
}

const traits = {
  email: 'email',
  phone: 'phone',
  first_name: 'firstName',
  last_name: 'lastName',
  locale: 'locale',
} as const;
const channels = { email_marketing_consent: 'email', sms_marketing_consent: 'sms' } as const;

/** A customer, wherever they come from. A trait that is there and empty is `null`, one that is left out says nothing. */
export function customerFacts(fields: Fields, purposes: Required<ConsentPurposes>): Collected {
  const userId = idOf(fields);
  const known = Object.entries(traits).filter(([name]) => fields.has(name));
  const told = Object.fromEntries(known.map(([name, trait]) => [trait, textOf(fields, name) ?? null]));
  return {
    identities: [{ userId, traits: told, updatedAt: fields.moment('updated_at', 'created_at') }],
    consents: consentsOf(fields, { userId, otherwise: fields.moment('created_at', 'updated_at') }, purposes),
  };
}

/** The Admin API has an address within an object. */
function textOf(fields: Fields, name: string): string | undefined {
  return typeof fields.given(name) === 'object' ? fields.part(name).text('address') : fields.text(name);
}

/**
 * What somebody says about channels. Only a clear yes or no: `pending`, `not_subscribed`, `redacted` and `invalid` say nothing that
 * would have to be kept.
 *
 * @param about `otherwise`: when it was said, where it does not say so itself. Of a customer who tells of much else, early: it must not
 *   overrule what we heard ourselves.
 */
export function consentsOf(
  fields: Fields,
  { userId, otherwise }: { readonly userId: string; readonly otherwise: number },
  purposes: Required<ConsentPurposes>,
): readonly CollectedConsent[] {
  return Object.entries(channels).flatMap(([name, channel]) => {
    const said = fields.part(name);
    const at = said.optional('consent_updated_at', readMoment) ?? otherwise;
    const word = said.text('state')?.toLowerCase();
    if ((word !== 'subscribed' && word !== 'unsubscribed') || purposes[channel].length === 0) return [];
    return [{ userId, purposes: purposes[channel], granted: word === 'subscribed', at, source: 'shopify' }];
  });
}
