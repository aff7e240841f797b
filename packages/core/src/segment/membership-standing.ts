import { type MembershipChange, type RuleSubject, type Settled, type TrackerState, unsettled } from '@sintonia/rules';
import { DAY, type PersonId, type Profile, type Signal } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import type { SignalRegistry } from '../collect/signal-registry.js';
import { TOKENS } from '../container/tokens.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { ConsentRecord } from '../privacy/consent-record.js';
import type { SignalConsent } from '../privacy/signal-consent.js';
import type { Histories } from '../profile/histories.js';
import { interactionsOf } from '../profile/interactions-of.js';
import type { NextChange } from '../profile/profiles.js';
import { basisOf, type MembershipRecord, signalsOf } from './membership-record.js';
import type { PluginSegmenters } from './plugin-segmenters.js';
import type { SegmentSet } from './segment-set.js';

/** All that a person's memberships follow from. */
export interface Standpoint {
  readonly person: PersonId;
  readonly profile: Profile;
  /** When time alone may change what is computed of them. */
  readonly nextChangeAt: NextChange;
  readonly consent: ConsentRecord;
  readonly lists: ReadonlySet<string>;
  /** What is kept of them so far. */
  readonly record: MembershipRecord | undefined;
  /** Signals that the profile has seen and the store not yet. */
  readonly fresh: readonly Signal[];
  readonly now: number;
}

/** What other segmenters say changes by time in ways that they don't announce: it is asked for again after this. */
const OTHERS_STAND = DAY;

/** Finds out in which of the declared segments a person is. Changes nothing. */
@injectable()
export class MembershipStanding {
  constructor(
    @inject(TOKENS.ConsentLedger) private readonly ledger: ConsentLedger,
    @inject(TOKENS.SignalConsent) private readonly signalConsent: SignalConsent,
    @inject(TOKENS.SignalRegistry) private readonly registry: SignalRegistry,
    @inject(TOKENS.Histories) private readonly histories: Histories,
    @inject(TOKENS.PluginSegmenters) private readonly others: PluginSegmenters,
  ) {}

  /** What changed since the record was made. Who does not agree to personalisation is in no segment. */
  async of(segments: SegmentSet, point: Standpoint): Promise<Settled> {
    const state = this.#continued(segments, point) ?? (await this.#replayed(segments, point));
    const { now, nextChangeAt, lists, consent } = point;
    if (!this.ledger.allows(consent, 'personalisation')) return withdrawn(state, segments, now);
    const profile = this.signalConsent.seen(point.profile, this.signalConsent.barred(consent));
    const subject: RuleSubject = { now, profile, lists };
    const asksOthers = this.others.canName(segments.others);
    const others = asksOthers ? { segments: await this.#otherSegments(segments, { ...point, profile }) } : {};
    const settled = segments.tracker.settle(state, { ...subject, ...others });
    const until = [
      settled.nextChangeAt ?? Infinity,
      nextChangeAt(segments.traits),
      asksOthers ? now + OTHERS_STAND : Infinity,
    ];
    return { ...settled, nextChangeAt: Math.min(...until) };
  }

  /** Of which signals what is remembered of somebody is made. */
  basisOf({ tracker }: SegmentSet, { profile, consent }: Pick<Standpoint, 'profile' | 'consent'>): string | undefined {
    const unseen = [...this.signalConsent.barred(consent)].filter((type) => tracker.heeds({ type }));
    return basisOf(profile, unseen.sort());
  }

  /** What is kept of them with their fresh signals; undefined where it is of other conditions, or of other signals than they have. */
  #continued(segments: SegmentSet, point: Standpoint): TrackerState | undefined {
    const { tracker } = segments;
    const { profile, record, fresh } = point;
    if (record === undefined || record.signals !== signalsOf(profile) - fresh.length) return undefined;
    if (record.basis !== this.basisOf(segments, point) || !tracker.knows(record)) return undefined;
    return fresh.reduce((state, signal) => tracker.advance(state, signal), record as TrackerState);
  }

  async #replayed({ tracker }: SegmentSet, { person, profile, record, fresh }: Standpoint): Promise<TrackerState> {
    const history: Signal[] = [];
    if (signalsOf(profile) > fresh.length) {
      for await (const page of this.histories.everything(person)) {
        for (const signal of page) if (tracker.heeds(signal)) history.push(signal);
      }
    }
    return { ...tracker.start([...history, ...fresh]), members: record?.members ?? [] };
  }

  async #otherSegments(segments: SegmentSet, { person, profile, consent, fresh, now }: Standpoint) {
    const history = await this.histories.of(person, now);
    const heard = fresh.toSorted((a, b) => b.timestamp - a.timestamp);
    const interactions = heard.flatMap((signal) => interactionsOf(signal, this.registry.of(signal.type), now));
    return this.others.among(segments.others, consent, {
      now,
      profile,
      history: {
        signals: newestFirst(heard, history.signals),
        interactions: newestFirst(interactions, history.interactions),
      },
    });
  }
}

function newestFirst<Each extends { readonly timestamp: number }>(a: readonly Each[], b: readonly Each[]): Each[] {
  return [...a, ...b].sort((one, other) => other.timestamp - one.timestamp);
}

function withdrawn(state: TrackerState, { version }: SegmentSet, now: number): Settled {
  const reasons = [{ measure: 'consent', value: 'personalisation', band: 'not granted' }];
  const changes = state.members.map((segment): MembershipChange => ({ segment, change: 'left', at: now, reasons }));
  return { state: { ...unsettled(state), version }, members: [], changes, nextChangeAt: undefined };
}
