import type { Plugin, Signal, SignalDefinitions } from '@sintonia/spec';
import { ContactPrivacy } from './contact-privacy.js';
import { type CustomEvent, eventsOf, type Sending, sendEvents } from './custom-events.js';
import { HubSpotApi } from './hubspot-api.js';
import { HubSpotCollector } from './hubspot-collector.js';
import { HubSpotDestination } from './hubspot-destination.js';
import { type HubSpotOptions, readHubSpotOptions } from './hubspot-options.js';
import { type SubscriptionChange, setSubscription } from './subscriptions.js';

/** What {@link hubspot} brings. */
export interface HubSpotPlugin extends Plugin {
  readonly collectors: readonly [HubSpotCollector];
  readonly destinations: readonly [HubSpotDestination];
  readonly erase: NonNullable<Plugin['erase']>;
  readonly export: NonNullable<Plugin['export']>;
  /** Sends custom events, each once by its id; resolves to how many. Who does not agree, or HubSpot can't know, is left out. */
  sendEvents(events: readonly CustomEvent[], sending: Sending): Promise<number>;
  /** Sends signals of the types that the option `events` names. */
  sendSignals(signals: readonly Signal[], sending: Sending): Promise<number>;
  /** Tells HubSpot that somebody wants a kind of mail, or does not. */
  setSubscription(change: SubscriptionChange): Promise<void>;
}

/**
 * HubSpot, both ways: contacts, changes and ways out come in; traits, segments, picks and events go out.
 *
 * ```ts
 * createEngine({ plugins: [hubspot({ token: 'pat-…', clientSecret: '…' })] })
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function hubspot(options: HubSpotOptions): HubSpotPlugin {
  const settings = readHubSpotOptions(options);
  const api = new HubSpotApi(settings);
  const destination = new HubSpotDestination(api, settings);
  const privacy = new ContactPrivacy(api, settings, destination);
  return {
    name: 'hubspot',
    specVersion: 1,
    signals: definitionsOf([...settings.signals.values()]),
    collectors: [new HubSpotCollector(api, settings)],
    destinations: [destination],
    erase: (person) => privacy.erase(person),
    export: (person) => privacy.export(person),
    sendEvents: (events, sending) => sendEvents(api, settings, events, sending),
    sendSignals: (signals, sending) => sendEvents(api, settings, eventsOf(signals, settings), sending),
    setSubscription: (change) => setSubscription(api, settings, change),
  };
}

/** What happens in a CRM says nothing about taste. */
function definitionsOf(types: readonly string[]): SignalDefinitions {
  return Object.fromEntries(types.map((type) => [type, { weight: 0 }]));
}
