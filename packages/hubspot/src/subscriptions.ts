import { assertIdentifier, type CollectedConsent, readMoment, SintoniaError } from '@sintonia/spec';
import { BATCH, endpoints } from './endpoints.js';
import { type HubSpotApi, listIn } from './hubspot-api.js';
import type { HubSpotSettings } from './hubspot-options.js';

/** What somebody wants to get by e-mail, to be told to HubSpot. */
export interface SubscriptionChange {
  readonly email: string;
  /** One of those in `subscriptions`; all types of subscriptions with this purpose are meant. */
  readonly purpose: string;
  readonly granted: boolean;
  /** Why they may be written to, in words; HubSpot asks for it of accounts under the GDPR. Default: `Consent given in Sintonia`. */
  readonly because?: string;
}

/** A status of an address, as a yes or no. */
type AddressConsent = Omit<CollectedConsent, 'userId' | 'anonymousId'> & { readonly email: string };

/**
 * What addresses have said about subscriptions that mean something to us, oldest first. What was never said is left out.
 *
 * @param emails in lower case, at most a hundred.
 */
export async function statusesOf(
  api: HubSpotApi,
  subscriptions: HubSpotSettings['subscriptions'],
  emails: readonly string[],
  abort?: AbortSignal,
): Promise<AddressConsent[]> {
  if (emails.length === 0) return [];
  const inputs = emails.slice(0, BATCH);
  const answer = await api.call({ path: endpoints.readStatuses, query: { channel: 'EMAIL' }, body: { inputs }, abort });
  const found = listIn(answer, 'results').flatMap((result) => listIn(result, 'statuses'));
  return found.flatMap((status) => consentOf(status, subscriptions)).sort((one, other) => +one.at - +other.at);
}

function consentOf(status: Record<string, unknown>, subscriptions: HubSpotSettings['subscriptions']): AddressConsent[] {
  const { subscriberIdString, subscriptionId, timestamp } = status;
  const purpose = subscriptions.get(String(subscriptionId));
  const isSaid = status.status === 'SUBSCRIBED' || status.status === 'UNSUBSCRIBED';
  if (purpose === undefined || !isSaid || typeof subscriberIdString !== 'string') return [];
  const granted = status.status === 'SUBSCRIBED';
  const at = momentOf(timestamp);
  // A yes of nobody knows when is none; a no is one.
  if (at === undefined && granted) return [];
  return [
    { email: subscriberIdString.toLowerCase(), purposes: [purpose], granted, at: at ?? Date.now(), source: 'hubspot' },
  ];
}

function momentOf(timestamp: unknown): number | undefined {
  try {
    return Math.min(readMoment(timestamp, 'timestamp'), Date.now());
  } catch {
    return undefined;
  }
}

/**
 * Tells HubSpot what somebody wants. Where they have opted out of all mail there, HubSpot refuses a yes.
 *
 * @throws SINTONIA_INPUT_INVALID (`email`, `purpose`), SINTONIA_PLATFORM_*.
 */
export async function setSubscription(
  api: HubSpotApi,
  { subscriptions }: HubSpotSettings,
  change: SubscriptionChange,
): Promise<void> {
  const { email, purpose, granted, because = 'Consent given in Sintonia' } = change;
  assertIdentifier(email, 'email');
  const ids = [...subscriptions].filter(([, known]) => known === purpose).map(([id]) => Number(id));
  if (ids.length === 0) {
    throw new SintoniaError('INPUT_INVALID', 'purpose must be one of the option `subscriptions`.', {
      field: 'purpose',
    });
  }
  const basis = granted ? { legalBasis: 'CONSENT_WITH_NOTICE', legalBasisExplanation: because } : {};
  const statusState = granted ? 'SUBSCRIBED' : 'UNSUBSCRIBED';
  for (const subscriptionId of ids) {
    const body = { channel: 'EMAIL', statusState, subscriptionId, ...basis };
    await api.call({ path: endpoints.statuses(email), body });
  }
}
