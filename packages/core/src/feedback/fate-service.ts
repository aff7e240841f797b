import { assertIdentifier, type MessageFate, type PersonId } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Outbox } from '../deliver/outbox.js';
import type { FeedbackLog } from './feedback-log.js';
import { deliveryStateIn, shownFacts } from './message-facts.js';

/** Says what became of a message. */
@injectable()
export class FateService {
  constructor(
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.FeedbackLog) private readonly log: FeedbackLog,
  ) {}

  async of(sendKey: string): Promise<MessageFate | undefined> {
    assertIdentifier(sendKey, 'sendKey');
    const message = await this.outbox.find(sendKey);
    if (message?.value === undefined) return undefined;
    const { campaign, channel, state } = message.value;
    const person = message.key.person as PersonId;
    const { value: facts = {} } = await this.log.read(person, sendKey);
    const delivery = deliveryStateIn(facts);
    return { sendKey, person, campaign, channel, state, ...(delivery && { delivery }), facts: shownFacts(facts) };
  }
}
