import { setImmediate } from 'node:timers/promises';
import { unsettled } from '@sintonia/rules';
import type { Key, Membership, PersonId, Profile, Signal } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Events } from '../events.js';
import type { Circle, Circles } from '../identity/circles.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { ConsentRecord } from '../privacy/consent-record.js';
import type { ProfileAt, ProfileReading, Profiles } from '../profile/profiles.js';
import { retryOnConflict } from '../store/retry-on-conflict.js';
import type { Reading, TenantStore } from '../store/tenant-store.js';
import type { DeclaredSegments } from './declared-segments.js';
import type { MembershipIndex } from './membership-index.js';
import { type MembershipRecord, signalsOf } from './membership-record.js';
import type { MembershipStanding, Standpoint } from './membership-standing.js';
import { MembershipWrites } from './membership-writes.js';
import type { ListsReading, PersonLists } from './person-lists.js';
import { RULES } from './rules-segmenter.js';
import type { SegmentSet } from './segment-set.js';

/** Somebody of whom signals are about to be appended. */
export interface Arrival {
  readonly person: PersonId;
  /** The profile as it will be with them. */
  readonly after: () => ProfileAt;
  readonly consent: ConsentRecord;
  readonly signals: readonly Signal[];
}

/** After so many people others get a turn. */
const TURN = 64;

/** Keeps memberships: in the commit that appends signals, and whenever else somebody has to be looked at. */
@injectable()
export class Memberships {
  constructor(
    @inject(TOKENS.Store) private readonly store: TenantStore,
    @inject(TOKENS.Circles) private readonly circles: Circles,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.Profiles) private readonly profiles: Profiles,
    @inject(TOKENS.PersonLists) private readonly lists: PersonLists,
    @inject(TOKENS.DeclaredSegments) private readonly declared: DeclaredSegments,
    @inject(TOKENS.MembershipStanding) private readonly standing: MembershipStanding,
    @inject(TOKENS.MembershipIndex) private readonly index: MembershipIndex,
    @inject(TOKENS.Events) private readonly events: Events,
  ) {}

  /** What to write together with new signals; `tell` of it once it is written. */
  async changesBy(arrivals: readonly Arrival[], now: number): Promise<MembershipWrites> {
    const segments = this.declared.current;
    const writes = new MembershipWrites(this.index);
    if (this.declared.isIdle) return writes;
    const people = arrivals.map(({ person }) => person);
    const [records, lists] = await Promise.all([this.#records(people), this.lists.ofAll(people, segments.lists)]);
    await inTurns(arrivals, async ({ person, after, consent, signals: fresh }, index) => {
      const { lists: theirs, unchanged } = lists[index] as ListsReading;
      writes.check.push(...unchanged);
      const reading = records[index] as Reading<MembershipRecord>;
      const { profile, nextChangeAt } = after();
      const point = { person, profile: profile(), nextChangeAt, consent, lists: theirs, fresh, now };
      await this.#change(writes, segments, reading, point);
    });
    return writes;
  }

  tell({ told }: MembershipWrites): void {
    for (const change of told) this.events.emit('membership', change);
  }

  /** Brings what is kept of some people up to date, and tells what changed. @param reminders removed in the same commit. */
  async settle(people: readonly PersonId[], now: number, reminders: readonly Key[] = []): Promise<void> {
    await retryOnConflict(async () => {
      const segments = this.declared.current;
      if (this.declared.isIdle) return;
      const writes = new MembershipWrites(this.index);
      const circles = await this.circles.ofAll(people);
      const owners = new Set(circles.map(({ person }) => person));
      await this.#settle(segments, [...owners], now, writes);
      await this.#drop(
        circles,
        people.filter((person) => !owners.has(person)),
        writes,
      );
      for (const reminder of reminders) writes.forget(reminder);
      if (writes.isEmpty) return;
      await this.store.commit({ check: writes.check, put: writes.put, delete: writes.delete });
      this.tell(writes);
    });
  }

  /** In which segments a person is at this very moment, and why. */
  async of(person: PersonId, profile: Profile, consent: ConsentRecord, now: number): Promise<readonly Membership[]> {
    const segments = this.declared.current;
    if (segments.isEmpty) return [];
    const [[reading], [lists]] = await Promise.all([
      this.#records([person]),
      this.lists.ofAll([person], segments.lists),
    ]);
    const record = reading?.value && unsettled(reading.value);
    const point = {
      ...{ person, profile, consent, record, now, fresh: [] },
      lists: lists?.lists ?? new Set<string>(),
      // Nobody asks how long this answer stands.
      nextChangeAt: () => Infinity,
    };
    const { changes } = await this.standing.of(segments, point);
    return changes.map(({ segment, reasons }) => ({ segmenter: RULES, segment, confidence: 1, reasons }));
  }

  async #settle(segments: SegmentSet, people: readonly PersonId[], now: number, writes: MembershipWrites) {
    const [records, profiles, consents, lists] = await Promise.all([
      this.#records(people),
      this.profiles.ofAll(people, now),
      this.ledger.ofAll(people),
      this.lists.ofAll(people, segments.lists),
    ]);
    await inTurns(people, async (person, index) => {
      const reading = records[index] as Reading<MembershipRecord>;
      const { profile, nextChangeAt, unchanged } = profiles[index] as ProfileReading;
      const consent = consents[index] as ConsentRecord;
      const { lists: theirs, unchanged: listed } = lists[index] as ListsReading;
      if (profile === undefined) return writes.drop(person, reading);
      writes.check.push(...unchanged, ...consent.unchanged, ...listed);
      const point = { person, profile, nextChangeAt, consent, lists: theirs, fresh: [], now };
      await this.#change(writes, segments, reading, point);
    });
  }

  async #change(
    writes: MembershipWrites,
    segments: SegmentSet,
    reading: Reading<MembershipRecord>,
    point: Omit<Standpoint, 'record'>,
  ): Promise<void> {
    const { person, profile, now } = point;
    const settled = await this.standing.of(segments, { ...point, record: reading.value });
    const [signals, basis] = [signalsOf(profile), this.standing.basisOf(segments, point)];
    writes.change({ person, reading, settled, signals, basis, now });
  }

  /** A device that counts for somebody known is nobody of its own: what was kept of it goes, and no event says so. */
  async #drop(circles: readonly Circle[], merged: readonly PersonId[], writes: MembershipWrites): Promise<void> {
    if (merged.length === 0) return;
    writes.check.push(...circles.flatMap(({ unchanged }) => unchanged));
    for (const reading of await this.#records(merged)) writes.drop(reading.key.person as PersonId, reading);
  }

  #records(people: readonly PersonId[]): Promise<readonly Reading<MembershipRecord>[]> {
    return this.store.readMany<MembershipRecord>(people.map((person) => this.index.recordKey(person)));
  }
}

async function inTurns<Each>(all: readonly Each[], work: (each: Each, index: number) => Promise<void>): Promise<void> {
  for (const [index, each] of all.entries()) {
    if (index > 0 && index % TURN === 0) await setImmediate();
    await work(each, index);
  }
}
