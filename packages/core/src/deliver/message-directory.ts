import {
  assertIdentifier,
  isSintoniaError,
  type Key,
  type MessageDesk,
  type MessagePage,
  type MessageQuery,
  type PersonId,
  type ReplayQuery,
  type ReplayReport,
  type RestingMessage,
  type RestingState,
  readInteger,
  readMoment,
  readOneOf,
  SintoniaError,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import { COLLECTIONS } from '../store/collections.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import { timeId } from '../store/time-id.js';
import type { Outbox } from './outbox.js';
import type { OutboxRow } from './outbox-row.js';
import type { Sender } from './sender.js';

const PAGE = 256;

/** Messages that came to rest without surely arriving. */
@injectable()
export class MessageDirectory implements MessageDesk {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Outbox) private readonly outbox: Outbox,
    @inject(TOKENS.Sender) private readonly sender: Sender,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  async list(query: MessageQuery): Promise<MessagePage> {
    const state = readOneOf(query?.state, 'state', ['failed', 'unknown', 'expired']);
    const limit = readInteger(query.limit ?? 100, 'limit', { min: 1, max: 1_000 });
    if (query.campaign !== undefined) assertIdentifier(query.campaign, 'campaign');
    const after = query.after === undefined ? undefined : this.#placeOf(query.after);
    const { readings, next } = await this.#page(state, limit, { after });
    const messages = readings.map(shown).filter(({ campaign }) => campaign === (query.campaign ?? campaign));
    return { messages, ...(next !== undefined && { next: nameOf(next) }) };
  }

  async replay(query: ReplayQuery = {}): Promise<ReplayReport> {
    const state = readOneOf(query.state ?? 'failed', 'state', ['failed', 'expired']);
    const limit = readInteger(query.limit ?? 1_000, 'limit', { min: 1, max: 10_000 });
    if (query.campaign !== undefined) assertIdentifier(query.campaign, 'campaign');
    const since = query.since === undefined ? undefined : readMoment(query.since, 'since');
    const report = { queued: 0, held: 0, refused: 0 };
    let [after, left]: [Key | undefined, number] = [undefined, limit];
    do {
      const page: Page = await this.#page(state, PAGE, { after, since });
      const meant = page.readings.filter(({ value }) => value?.campaign === (query.campaign ?? value?.campaign));
      for (const reading of meant.slice(0, left)) report[await this.#again(reading)] += 1;
      left -= meant.length;
      after = page.next;
    } while (after !== undefined && left > 0);
    return report;
  }

  /** One that can't be composed must not keep back those behind it. */
  async #again(reading: Reading<OutboxRow>): Promise<keyof ReplayReport> {
    try {
      return await this.sender.sendAgain(reading);
    } catch (error) {
      if (!isSintoniaError(error, 'PLUGIN_FAILED', 'CAMPAIGN_UNKNOWN', 'CHANNEL_UNKNOWN')) throw error;
      this.events.emit('error', { where: 'replay', error });
      return 'refused';
    }
  }

  /** Those in a state, the ones that have rested longest first. */
  async #page(
    state: RestingState,
    limit: number,
    from: { after?: Key | undefined; since?: number | undefined },
  ): Promise<Page> {
    const { after, since } = from;
    const query = {
      prefix: `${state}/`,
      after,
      limit,
      ...(since !== undefined && { from: `${state}/${timeId(since)}` }),
    };
    const entries = await this.store.list(COLLECTIONS.resting, query);
    const readings = await this.outbox.readMany(
      entries.map(({ key, value }) => ({
        person: key.person as PersonId,
        sendKey: (value as { sendKey: string }).sendKey,
      })),
    );
    const next = entries.length === limit ? entries.at(-1)?.key : undefined;
    // One may have moved on since it was listed.
    return { readings: readings.filter(({ value }) => value?.state === state), next };
  }

  #placeOf(after: string): Key {
    try {
      const [id, person] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [string, string];
      assertIdentifier(id, 'after');
      assertIdentifier(person, 'after');
      return this.store.key(COLLECTIONS.resting, id, person);
    } catch {
      throw new SintoniaError('INPUT_INVALID', 'after is no place of a page: give its `next`.', { field: 'after' });
    }
  }
}

interface Page {
  readonly readings: readonly Reading<OutboxRow>[];
  readonly next: Key | undefined;
}

function nameOf({ id, person }: Key): string {
  return Buffer.from(JSON.stringify([id, person])).toString('base64url');
}

function shown({ key, value }: Reading<OutboxRow>): RestingMessage {
  const { sendKey, campaign, occasion, channel, state, code, provider, attempts, changedAt } = value as OutboxRow;
  return {
    sendKey,
    person: key.person as PersonId,
    campaign,
    occasion,
    channel,
    state: state as RestingState,
    ...(code !== undefined && { code }),
    ...(provider !== undefined && { provider }),
    attempts,
    at: changedAt,
  };
}
