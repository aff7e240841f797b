import {
  assertIdentifier,
  type MemberPage,
  type MembersOptions,
  type PersonReference,
  readInteger,
  referenceOf,
  type SegmentDesk,
  type SegmentRule,
} from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Circles } from '../identity/circles.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { ConsentRecord } from '../privacy/consent-record.js';
import type { Settings } from '../settings.js';
import type { DeclaredSegments } from './declared-segments.js';
import type { MembershipIndex } from './membership-index.js';
import type { Memberships } from './memberships.js';
import type { PersonLists } from './person-lists.js';

const PAGE = 10_000;
/** People of one commit. */
const BATCH = 256;

/** Where segments are declared, and read the other way round: who is in them. */
@injectable()
export class SegmentDirectory implements SegmentDesk {
  constructor(
    @inject(TOKENS.Settings) private readonly settings: Settings,
    @inject(TOKENS.Circles) private readonly circles: Circles,
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.DeclaredSegments) private readonly declared: DeclaredSegments,
    @inject(TOKENS.MembershipIndex) private readonly index: MembershipIndex,
    @inject(TOKENS.Memberships) private readonly memberships: Memberships,
    @inject(TOKENS.PersonLists) private readonly lists: PersonLists,
  ) {}

  async declare(segments: { readonly [name: string]: SegmentRule | null }): Promise<void> {
    this.declared.declare(segments);
  }

  async membersOf(segment: string, options: MembersOptions = {}): Promise<MemberPage> {
    this.declared.assertDeclared(segment);
    const { after, limit = 1_000 } = options;
    if (after !== undefined) assertIdentifier(after, 'after');
    const people = await this.index.members(segment, after, readInteger(limit, 'limit', { min: 1, max: PAGE }));
    const consents = await this.ledger.ofAll(people);
    const agreeing = people.filter((_, place) =>
      this.ledger.allows(consents[place] as ConsentRecord, 'personalisation'),
    );
    const next = people.length === limit ? people.at(-1) : undefined;
    return { members: agreeing.map(referenceOf), ...(next !== undefined && { next }) };
  }

  async sizeOf(segment: string): Promise<number> {
    this.declared.assertDeclared(segment);
    const agrees = await this.ledger.forEverybody(['personalisation'], await this.circles.owners());
    let size = 0;
    let page = await this.index.members(segment, undefined, PAGE);
    while (page.length > 0) {
      size += page.filter(agrees).length;
      page = page.length < PAGE ? [] : await this.index.members(segment, page.at(-1), PAGE);
    }
    return size;
  }

  addToList(list: string, people: readonly PersonReference[]): Promise<void> {
    return this.#change(list, people, true);
  }

  removeFromList(list: string, people: readonly PersonReference[]): Promise<void> {
    return this.#change(list, people, false);
  }

  async #change(list: string, references: readonly PersonReference[], isOn: boolean): Promise<void> {
    const people = await this.lists.change(list, references, isOn);
    if (!this.declared.current.lists.includes(list)) return;
    for (let from = 0; from < people.length; from += BATCH) {
      await this.memberships.settle(people.slice(from, from + BATCH), this.settings.clock.now());
    }
  }
}
