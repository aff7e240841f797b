import type { MembershipChange, Settled } from '@sintonia/rules';
import type { Check, JsonValue, Key, PersonId } from '@sintonia/spec';
import type { Reading } from '../store/tenant-store.js';
import type { MembershipIndex } from './membership-index.js';
import type { MembershipRecord } from './membership-record.js';

/** What becomes of one person's record. */
export interface RecordChange {
  readonly person: PersonId;
  readonly reading: Reading<MembershipRecord>;
  readonly settled: Settled;
  readonly signals: number;
  readonly basis: string | undefined;
  readonly now: number;
}

/** Gathers what a commit has to write so that record, index of members and reminders stay one thing, and what to tell after it. */
export class MembershipWrites {
  readonly check: Check[] = [];
  readonly put: { readonly key: Key; readonly value: JsonValue }[] = [];
  readonly told: (MembershipChange & { readonly person: PersonId })[] = [];
  readonly #delete = new Map<string, Key>();

  constructor(private readonly index: MembershipIndex) {}

  // Of a class instance a spread takes no getters: name it where a batch is made.
  get delete(): readonly Key[] {
    return [...this.#delete.values()];
  }

  get isEmpty(): boolean {
    return this.put.length === 0 && this.#delete.size === 0;
  }

  change({ person, reading, settled, signals, basis, now }: RecordChange): void {
    const { key, value: before, unchanged } = reading;
    const dueAt = dueAfter(before?.dueAt, settled.nextChangeAt, now);
    const { state, changes } = settled;
    const { of, events, members, version, stands } = state;
    const after: MembershipRecord = {
      ...{ of, events, members, version, stands, signals },
      ...(basis !== undefined && { basis }),
      ...(dueAt !== undefined && { dueAt }),
    };
    if (before && isSame(before, after)) return;
    this.check.push(unchanged);
    this.put.push({ key, value: after as never });
    for (const { segment, change } of changes) {
      const member = this.index.memberKey(segment, person);
      if (change === 'entered') this.put.push({ key: member, value: true });
      else this.forget(member);
    }
    this.#remind(person, before?.dueAt, dueAt);
    this.told.push(...changes.map((change) => ({ person, ...change })));
  }

  /** Removes all that is kept of somebody about whom nothing is known any more. */
  drop(person: PersonId, { key, value, unchanged }: Reading<MembershipRecord>): void {
    if (value === undefined) return;
    this.check.push(unchanged);
    this.forget(key);
    for (const segment of value.members) this.forget(this.index.memberKey(segment, person));
    this.#remind(person, value.dueAt, undefined);
  }

  forget(key: Key): void {
    this.#delete.set(`${key.collection}\0${key.id}\0${key.person}`, key);
  }

  #remind(person: PersonId, before: number | undefined, after: number | undefined): void {
    if (before === after) return;
    if (before !== undefined) this.forget(this.index.dueKey(before, person));
    if (after !== undefined) this.put.push({ key: this.index.dueKey(after, person), value: { at: after } });
  }
}

/** A reminder that comes too early costs a look; moving it with every signal would cost two writes each time. */
function dueAfter(before: number | undefined, next = Infinity, now: number): number | undefined {
  if (next === Infinity) return undefined;
  return before !== undefined && before > now && before <= next ? before : next;
}

function isSame(before: MembershipRecord, after: MembershipRecord): boolean {
  return (
    before.events === after.events &&
    before.members === after.members &&
    before.of === after.of &&
    before.version === after.version &&
    before.stands === after.stands &&
    before.signals === after.signals &&
    before.basis === after.basis &&
    before.dueAt === after.dueAt
  );
}
