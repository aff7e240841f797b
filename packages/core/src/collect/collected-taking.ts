import {
  type Collected,
  type CollectedConsent,
  type CollectResult,
  isSintoniaError,
  type SignalCollector,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { ItemGroups } from '../catalog/item-groups.js';
import { TOKENS } from '../container/tokens.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { ConsentImport } from '../privacy/consent-import.js';
import type { PendingErasures } from '../privacy/pending-erasures.js';
import type { PrivacyRequests } from '../privacy/privacy-requests.js';
import type { Identification } from '../profile/identification.js';
import type { SignalCollecting } from './signal-collecting.js';

/** Takes what a collector made of a payload: items, people, what they said, what they did. Taking it twice does no harm. */
@injectable()
export class CollectedTaking {
  constructor(
    @inject(TOKENS.Parts) private readonly parts: InstalledParts,
    @inject(TOKENS.ItemGroups) private readonly groups: ItemGroups,
    @inject(TOKENS.Identification) private readonly identification: Identification,
    @inject(TOKENS.ConsentImport) private readonly consents: ConsentImport,
    @inject(TOKENS.SignalCollecting) private readonly collecting: SignalCollecting,
    @inject(TOKENS.PendingErasures) private readonly erasures: PendingErasures,
    @inject(TOKENS.PrivacyRequests) private readonly requests: PrivacyRequests,
  ) {}

  /**
   * Resolves, once all of it is durable, to what became of the signals.
   *
   * @param collector who brought it.
   */
  async take(collected: Collected, collector?: SignalCollector): Promise<CollectResult> {
    const {
      items = [],
      removedItems = [],
      itemGroups = [],
      identities = [],
      consents = [],
      signals = [],
      erasures = [],
      requests = [],
    } = collected;
    await this.groups.put(items, itemGroups);
    await this.groups.remove(removedItems);
    for (const identity of identities) await unlessUnfit(() => this.identification.identify(identity));
    // Before signals: a no that came with them holds for them, too.
    await this.takeConsents(consents);
    const result = await this.collecting.collect(signals, { onInvalid: 'skip' });
    // Last, so that nothing of the same payload stays.
    await this.erasures.take(erasures, collector?.hasForgotten ? this.#pluginOf(collector) : undefined);
    for (const request of requests) await this.requests.take(request);
    return result;
  }

  /** What people said, and nothing else. */
  async takeConsents(consents: readonly CollectedConsent[]): Promise<void> {
    for (const consent of consents) await unlessNobody(() => this.consents.take(consent));
  }

  #pluginOf(collector: SignalCollector): string | undefined {
    return this.parts.plugins.find(({ collectors = [] }) => collectors.includes(collector))?.name;
  }
}

/** A vendor repeats what fails: a placeholder among its customers must not keep all others out for ever. */
async function unlessNobody(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isSintoniaError(error, 'IDENTIFIER_BLOCKED')) throw error;
  }
}

/** Nor must what somebody is called, where that does not fit in with what is known of them: all others of the payload are good. */
async function unlessUnfit(work: () => Promise<unknown>): Promise<void> {
  try {
    await unlessNobody(work);
  } catch (error) {
    if (!isSintoniaError(error) || !error.code.startsWith('SINTONIA_INPUT_')) throw error;
  }
}
