import { readMoment, readObject } from '@sintonia/spec';
import type { ShopConsent, ShopCustomer } from '../meaning/customer.js';
import { member, readFirstMoment, readId, readText } from '../meaning/fields.js';

const traits = {
  email: 'email',
  phone: 'phone',
  first_name: 'firstName',
  last_name: 'lastName',
  locale: 'locale',
} as const;
const consents = { email_marketing_consent: 'email', sms_marketing_consent: 'sms' } as const;

/** The payload of `customers/create` and `customers/update`. */
export function readCustomer(fields: Record<string, unknown>): ShopCustomer {
  const known = Object.entries(traits).filter(([name]) => Object.hasOwn(fields, name));
  return {
    id: readId(member(fields, 'id'), 'id'),
    updatedAt: readFirstMoment(fields, ['updated_at', 'created_at']),
    traits: Object.fromEntries(known.map(([name, trait]) => [trait, readText(member(fields, name), name) ?? null])),
    said: readConsents(fields, readFirstMoment(fields, ['created_at', 'updated_at'])),
  };
}

/**
 * What is said about channels.
 *
 * @param oldest when it was said where nobody knows: early, so that it never overrules what we heard ourselves.
 */
export function readConsents(fields: Record<string, unknown>, oldest: number): readonly ShopConsent[] {
  return Object.entries(consents).flatMap(([name, channel]) => {
    const given = member(fields, name);
    if (given === undefined) return [];
    const said = readObject(given, name);
    const at = member(said, 'consent_updated_at');
    const state = readText(member(said, 'state'), `${name}.state`) ?? '';
    return [{ channel, state, at: at === undefined ? oldest : readMoment(at, `${name}.consent_updated_at`) }];
  });
}
