import type { DeliveryEvent, PersonId } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Outbox } from '../deliver/outbox.js';
import type { OutboxRow } from '../deliver/outbox-row.js';
import type { Reading } from '../store/tenant-store.js';

/** A message that a report is about. */
export interface MatchedMessage {
  readonly person: PersonId;
  readonly row: OutboxRow;
  readonly reading: Reading<OutboxRow>;
}

/** Tells which message a report is about: by what was sent with it, else by the provider's own id. */
@injectable()
export class MessageFinder {
  constructor(@inject(TOKENS.Outbox) private readonly outbox: Outbox) {}

  /** The message's send key, as far as that can be told without reading the message itself. */
  async sendKeyOf({ sendKey, providerId }: DeliveryEvent, channel: string): Promise<string | undefined> {
    if (sendKey !== undefined) return sendKey;
    return providerId === undefined ? undefined : this.outbox.sendKeyOf(channel, providerId);
  }

  /** @param channel of who reports. */
  async find(sendKey: string, channel?: string): Promise<MatchedMessage | undefined> {
    const reading = await this.outbox.find(sendKey);
    const row = reading?.value;
    // A provider of another channel can't know of it.
    if (reading === undefined || row === undefined || row.channel !== (channel ?? row.channel)) return undefined;
    return { person: reading.key.person as PersonId, row, reading };
  }
}
