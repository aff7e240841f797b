import { createHash } from 'node:crypto';
import type { DeliveryEvent, DeliveryEventKind, DeliveryFact, DeliveryState, MessageFate } from '@sintonia/spec';

type Teller = keyof DeliveryFact['times'];

interface StoredFact {
  readonly first: number;
  readonly last: number;
  /** Hashed ids of the reports, in order. */
  readonly reports: { readonly [By in Teller]?: readonly string[] };
  readonly because?: { readonly at: number; readonly word: string };
}

/** All that was reported about a message, as it lies in the store. */
export type MessageFacts = { readonly [Kind in DeliveryEventKind]?: StoredFact };

/** Nobody opens a newsletter so often. */
const MOST_REPORTS = 32;
/** 72 bits: two reports about one message never share them. */
const REPORT_LENGTH = 12;

/** Later ones win. */
const STATES: readonly DeliveryState[] = ['accepted', 'deferred', 'delivered', 'softBounce', 'hardBounce'];
const ONLY_DELIVERED: readonly DeliveryEventKind[] = ['delivered', 'open', 'click', 'complaint', 'unsubscribe'];

/** Whether this very report is among the facts. */
export function isKnown(facts: MessageFacts, { id, kind, by }: DeliveryEvent): boolean {
  return facts[kind]?.reports[by ?? 'unsaid']?.includes(reportOf(id)) === true;
}

/**
 * The facts with one report more. What is kept is a maximum, a minimum or the smallest few of a set, so that neither order nor repetition
 * changes the result: a join-semilattice (Shapiro et al., "Conflict-free Replicated Data Types", 2011).
 */
export function withReport(facts: MessageFacts, { id, kind, at, by, because }: DeliveryEvent): MessageFacts {
  const teller = by ?? 'unsaid';
  const before = facts[kind];
  const reports = [...new Set([...(before?.reports[teller] ?? []), reportOf(id)])].sort().slice(0, MOST_REPORTS);
  const word = later(before?.because, because === undefined ? undefined : { at, word: because });
  const fact: StoredFact = {
    first: Math.min(at, before?.first ?? at),
    last: Math.max(at, before?.last ?? at),
    reports: inOrder({ ...before?.reports, [teller]: reports }),
    ...(word && { because: word }),
  };
  return inOrder({ ...facts, [kind]: fact });
}

/** How far the message got; undefined where nothing is known. */
export function deliveryStateIn(facts: MessageFacts): DeliveryState | undefined {
  return STATES.findLast((state) =>
    state === 'delivered' ? ONLY_DELIVERED.some((kind) => facts[kind]) : facts[state] !== undefined,
  );
}

/** The facts as callers see them. */
export function shownFacts(facts: MessageFacts): MessageFate['facts'] {
  const shown = Object.entries(facts).map(([kind, { first, last, reports, because }]) => {
    const { human = [], machine = [], unsaid = [] } = reports;
    const times = { human: human.length, machine: machine.length, unsaid: unsaid.length };
    return [kind, { first, last, times, ...(because && { because: because.word }) } satisfies DeliveryFact];
  });
  return Object.fromEntries(shown);
}

/** A report's id, in short and without what it may say. */
export function reportOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, REPORT_LENGTH);
}

function later(one: StoredFact['because'], other: StoredFact['because']): StoredFact['because'] {
  if (one === undefined || other === undefined) return one ?? other;
  return other.at > one.at || (other.at === one.at && other.word > one.word) ? other : one;
}

/** Members in the order of their names: the same facts are the same bytes. */
function inOrder<Named extends object>(named: Named): Named {
  return Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1))) as Named;
}
