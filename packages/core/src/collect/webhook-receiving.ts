import { createHash } from 'node:crypto';
import {
  bounds,
  type CollectResult,
  DAY,
  once,
  parseJson,
  type SignalCollector,
  SintoniaError,
  type WebhookRequest,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { Settings } from '../settings.js';
import type { CollectedTaking } from './collected-taking.js';

/**
 * Takes a vendor's webhook: verified before it is parsed, and told to be taken only when all of it is durable. Coming twice does
 * no harm, since collected signals bring their own ids.
 */
@injectable()
export class WebhookReceiving {
  readonly #once = once<CollectResult>({ windowMs: DAY });

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.CollectedTaking) private readonly taking: CollectedTaking,
  ) {}

  async receive(name: string, request: WebhookRequest): Promise<CollectResult> {
    const collector = this.parts.collectors.get(name);
    if (!collector) {
      throw new SintoniaError('COLLECTOR_UNKNOWN', 'No such collector is installed.', { field: 'collector' });
    }
    if (!collector.verify) {
      throw new SintoniaError('WEBHOOK_UNVERIFIED', `The collector ${collector.name} can't verify webhooks.`);
    }
    await collector.verify(request);
    const delivery = collector.deliveryOf?.(request);
    if (delivery === undefined) return this.#take(collector, request);
    const bytes = createHash('sha256').update(request.rawBody).digest('base64');
    const id = JSON.stringify([name, delivery, bytes]);
    return this.#once(id, this.settings.clock.now(), () => this.#take(collector, request));
  }

  async #take(collector: SignalCollector, request: WebhookRequest): Promise<CollectResult> {
    const payload = parseJson(request.rawBody, { ...bounds, ...collector.bounds });
    const collected = collector.parse(payload, request);
    if (collector.lookUp) {
      // A no holds at once, also while the vendor can't be asked.
      await this.taking.takeConsents(collected.consents ?? []);
      await this.taking.take(await collector.lookUp(payload, request), collector);
    }
    return this.taking.take(collected, collector);
  }
}
