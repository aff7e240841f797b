import type { BackfillPage, BackfillRequest, Collected, SignalCollector, WebhookRequest } from '@sintonia/spec';
import { collectedEvents } from './collected-events.js';
import { contactHistory } from './contact-history.js';
import type { HubSpotApi } from './hubspot-api.js';
import type { HubSpotSettings } from './hubspot-options.js';
import { lookedUpEvents } from './looked-up-events.js';
import { verifySignature } from './verify-signature.js';

/** HubSpot waits five seconds for the answer to a webhook, which takes us some time, too. Milliseconds. */
const LOOK_UP_MS = 4_000;

/** Contacts of HubSpot: as they were, and as webhooks tell. */
export class HubSpotCollector implements SignalCollector {
  readonly name = 'hubspot';
  readonly specVersion = 1;
  /** A hundred events of a dozen members each. */
  readonly bounds = { keys: 20_000 };
  /** Its address may be another contact's by now. */
  readonly hasForgotten = true;
  readonly #api: HubSpotApi;
  readonly #settings: HubSpotSettings;

  constructor(api: HubSpotApi, settings: HubSpotSettings) {
    this.#api = api;
    this.#settings = settings;
  }

  /** Whether HubSpot sent this. @throws SINTONIA_WEBHOOK_UNVERIFIED when not. */
  async verify(request: WebhookRequest): Promise<void> {
    const { clientSecret: secrets, webhookUrl } = this.#settings;
    verifySignature(request, { secrets, uri: webhookUrl?.href });
  }

  /** What a list of events means. @throws SINTONIA_INPUT_INVALID that names the field. */
  parse(payload: unknown): Collected {
    return collectedEvents(payload, this.#settings);
  }

  /** What only HubSpot can say of them: see `lookedUpEvents`. @throws SINTONIA_INPUT_INVALID, SINTONIA_PLATFORM_*. */
  lookUp(payload: unknown): Promise<Collected> {
    return lookedUpEvents(this.#api, this.#settings, payload, AbortSignal.timeout(LOOK_UP_MS));
  }

  /** Contacts that changed since a moment. @throws SINTONIA_INPUT_INVALID (`checkpoint`), SINTONIA_PLATFORM_*. */
  backfill(request: BackfillRequest): AsyncIterable<BackfillPage> {
    return contactHistory(this.#api, this.#settings, request);
  }
}
