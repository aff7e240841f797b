import { type Clock, type Key, type PersonId, personOf } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Settings } from '../settings.js';
import { COLLECTIONS } from '../store/collections.js';
import type { TenantStore } from '../store/tenant-store.js';
import type { DeclaredSegments } from './declared-segments.js';
import type { MembershipIndex } from './membership-index.js';
import type { MembershipRecord } from './membership-record.js';
import type { Memberships } from './memberships.js';

/** People that are looked at in one commit: few enough for others to get their turn. */
const BATCH = 256;
/** Commits of one tick for those who are due, and for those who have to be looked at because rules changed. */
const BATCHES = 16;

interface Sweep {
  readonly version: string;
  after?: Key | undefined;
}

/** Notices what time, new rules and consent change, though no signal comes. */
@injectable()
export class MembershipSchedule {
  /** Everybody is looked at once for every version of the segments. */
  #swept: string | undefined;
  #sweep: Sweep | undefined;
  readonly #underWay = new Set<Promise<void>>();

  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.DeclaredSegments) private readonly declared: DeclaredSegments,
    @inject(TOKENS.MembershipIndex) private readonly index: MembershipIndex,
    @inject(TOKENS.Memberships) private readonly memberships: Memberships,
    @inject(TOKENS.Events) events: Events,
  ) {
    events.on('consent', ({ person }) => this.#settleSoon([person]));
    events.on('identity', ({ userId, anonymousId }) => this.#settleSoon([userId, personOf({ anonymousId })]));
  }

  /** What is due at the clock's moment, as far as one tick may go. */
  async run(clock: Clock, isClosing: () => boolean): Promise<void> {
    await this.idle();
    if (this.declared.isIdle) return;
    for (let batch = 0; batch < BATCHES && !isClosing(); batch++) {
      const due = await this.index.due(clock.now(), BATCH);
      if (due.length === 0) break;
      await this.memberships.settle([...new Set(due.map(({ person }) => person as PersonId))], clock.now(), due);
    }
    for (let batch = 0; batch < BATCHES && !isClosing(); batch++) {
      if (await this.#isSwept()) break;
      await this.#sweepOn(clock.now());
    }
  }

  /** When there is something to do again; now while not everybody has been looked at. */
  async nextAt(now: number): Promise<number | undefined> {
    if (this.declared.isIdle) return undefined;
    return (await this.#isSwept()) ? this.index.nextDueAt() : now;
  }

  /** Waits for what is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #isSwept(): Promise<boolean> {
    const { version } = this.declared.current;
    if (this.#swept === version) return true;
    if (this.#sweep?.version === version) return false;
    // Another process, or this one before its restart, may have looked at everybody already.
    const { value } = await this.store.read<{ readonly version: string }>(this.#sweepKey());
    if (value?.version === version) this.#swept = version;
    else this.#sweep = { version };
    return this.#swept === version;
  }

  async #sweepOn(now: number): Promise<void> {
    const sweep = this.#sweep as Sweep;
    const page = await this.store.list(COLLECTIONS.profile, { limit: BATCH, after: sweep.after });
    const people = page.map(({ key }) => key.person as PersonId);
    await this.memberships.settle(await this.#outdated(people, sweep.version), now);
    sweep.after = page.at(-1)?.key ?? sweep.after;
    if (page.length === BATCH) return;
    await this.store.commit({ put: [{ key: this.#sweepKey(), value: { version: sweep.version } }] });
    this.#swept = sweep.version;
    this.#sweep = undefined;
  }

  async #outdated(people: readonly PersonId[], version: string): Promise<readonly PersonId[]> {
    const keys = people.map((person) => this.index.recordKey(person));
    const records = await this.store.readMany<MembershipRecord>(keys);
    return people.filter((_, index) => records[index]?.value?.version !== version);
  }

  #sweepKey(): Key {
    return this.store.key(COLLECTIONS.membershipSweep, 'rules');
  }

  async #settleSoon(people: readonly PersonId[]): Promise<void> {
    const settling = this.memberships.settle(people, this.settings.clock.now());
    const ended = settling.catch(() => undefined);
    this.#underWay.add(ended);
    // What fails is told as `error`, because this is a listener.
    await settling.finally(() => this.#underWay.delete(ended));
  }
}
