import type { MessageState } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { MessageMarker } from '../deliver/message-marker.js';
import type { OutboxRow } from '../deliver/outbox-row.js';
import type { Settings } from '../settings.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { FeedbackLog } from './feedback-log.js';
import type { MessageFacts } from './message-facts.js';
import type { MessageFinder } from './message-finder.js';

/** Sets right what we believe about a message by what its provider knows: whatever it reports of, it had accepted. */
@injectable()
export class Reconciliation {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.MessageFinder) private readonly finder: MessageFinder,
    @inject(TOKENS.FeedbackLog) private readonly log: FeedbackLog,
    @inject(TOKENS.MessageMarker) private readonly marker: MessageMarker,
  ) {}

  async of(sendKey: string, channel: string): Promise<void> {
    await retryOnConflict(async () => {
      const message = await this.finder.find(sendKey, channel);
      if (message === undefined) return;
      const { value: facts = {} } = await this.log.read(message.person, sendKey);
      if (wasAccepted(message.row, facts)) await this.marker.finish(message.reading, 'sent', {}, this.settings.clock);
    });
  }
}

/** States of a message that was perhaps, or even surely, not accepted. One that is claimed is asked about when the claim ends. */
const doubted: ReadonlySet<MessageState> = new Set(['failed', 'expired', 'pending']);

function wasAccepted({ state, attempts, isDoubtful }: OutboxRow, facts: MessageFacts): boolean {
  const kinds = Object.keys(facts);
  if (state === 'unknown') return kinds.length > 0;
  // What never went out can't have arrived; and a bounce of what surely failed is no news.
  const wasTried = state === 'failed' || attempts > 0 || isDoubtful === true;
  return doubted.has(state) && wasTried && kinds.some((kind) => kind !== 'softBounce' && kind !== 'hardBounce');
}
