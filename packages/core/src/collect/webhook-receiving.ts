import {
  type CollectResult,
  type IdentifyInput,
  isSintoniaError,
  parseJson,
  SintoniaError,
  type WebhookRequest,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { ItemCatalog } from '../catalog/item-catalog.js';
import { TOKENS } from '../container/tokens.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { Identification } from '../profile/identification.js';
import type { SignalCollecting } from './signal-collecting.js';

/**
 * Takes a vendor's webhook: verified before it is parsed, and told to be taken only when all of it is durable. Coming twice does
 * no harm, since collected signals bring their own ids.
 */
@injectable()
export class WebhookReceiving {
  constructor(
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.Catalog) private readonly catalog: ItemCatalog,
    @inject(TOKENS.Identification) private readonly identification: Identification,
    @inject(TOKENS.SignalCollecting) private readonly collecting: SignalCollecting,
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
    const { items = [], identities = [], signals = [] } = collector.parse(parseJson(request.rawBody));
    if (items.length > 0) await this.catalog.put(items);
    for (const identity of identities) await this.#identify(identity);
    return this.collecting.collect(signals, { onInvalid: 'skip' });
  }

  /** A vendor repeats what fails: a placeholder among its customers must not keep all others out for ever. */
  async #identify(identity: IdentifyInput): Promise<void> {
    try {
      await this.identification.identify(identity);
    } catch (error) {
      if (!isSintoniaError(error, 'IDENTIFIER_BLOCKED')) throw error;
    }
  }
}
