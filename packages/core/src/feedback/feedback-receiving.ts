import {
  bounds,
  type ChannelDispatcher,
  type ReceiveResult,
  SECOND,
  SintoniaError,
  type WebhookRequest,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { WebhookReceiving } from '../collect/webhook-receiving.js';
import { TOKENS } from '../container/tokens.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { FeedbackTaking } from './feedback-taking.js';

/** Providers hang up after 5 to 30 seconds. */
const HANDSHAKE_MS = 10 * SECOND;

/** Takes webhooks: what providers report here, all others by *collect*. Verified first; told to be taken when all of it is durable. */
@injectable()
export class FeedbackReceiving {
  readonly #dispatchers: ReadonlyMap<string, ChannelDispatcher>;

  constructor(
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.WebhookReceiving) private readonly webhooks: WebhookReceiving,
    @inject(TOKENS.FeedbackTaking) private readonly taking: FeedbackTaking,
  ) {
    const dispatchers = [...parts.dispatchers.values()].flat().map(({ part }) => part);
    // Of two with the same name the first one counts, as everywhere.
    this.#dispatchers = new Map(dispatchers.toReversed().map((dispatcher) => [dispatcher.name, dispatcher]));
  }

  /** @param name of a collector, or else of a dispatcher. */
  async receive(name: string, request: WebhookRequest): Promise<ReceiveResult> {
    const dispatcher = this.#dispatchers.get(name);
    if (dispatcher === undefined || this.parts.collectors.has(name)) return this.webhooks.receive(name, request);
    if (!dispatcher.verify) {
      throw new SintoniaError('WEBHOOK_UNVERIFIED', `The dispatcher ${dispatcher.name} can't verify webhooks.`);
    }
    if (request.rawBody.length > bounds.bytes) {
      throw new SintoniaError('INPUT_TOO_LARGE', `The body has more than ${bounds.bytes} bytes.`, { field: 'body' });
    }
    await dispatcher.verify(request);
    if (await dispatcher.shakeHands?.(request, AbortSignal.timeout(HANDSHAKE_MS))) {
      return { accepted: 0, duplicates: [], refused: [], unmatched: 0 };
    }
    return this.taking.take(dispatcher.channel, dispatcher.parseFeedback?.(request) ?? []);
  }
}
