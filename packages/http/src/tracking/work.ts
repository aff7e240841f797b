import { type IdentifyInput, type IdentityPair, SECOND, type SignalInput, SintoniaError } from '@sintonia/spec';
import type { Kind, TrackedEvent } from './event.js';
import { keptContext } from './kept-context.js';

/** What an event asks of the engine. */
export type Work =
  | { readonly signal: SignalInput }
  | { readonly identity: IdentifyInput }
  | { readonly alias: IdentityPair };

export interface WorkContext {
  /** How far the sender's clock is behind ours. Milliseconds. */
  readonly behind: number;
  /** Traits that this sender may not set. */
  readonly withheld: ReadonlySet<string>;
}

/**
 * What an event means to us. `identify` and `group` tell traits, `alias` links a device to a user, all else is a signal.
 *
 * @param field where the event stands in what was sent; empty for one alone.
 * @throws SINTONIA_INPUT_INVALID that names the member that is missing.
 */
export function workOf(kind: Kind, event: TrackedEvent, field: string, context: WorkContext): Work {
  const missing = (name: string) => {
    const at = field === '' ? name : `${field}.${name}`;
    return new SintoniaError('INPUT_INVALID', `${at} is missing.`, { field: at });
  };
  const { userId, anonymousId, traits = {}, properties, name, category } = event;
  if (kind === 'identify') return { identity: { userId, anonymousId, traits: allowed(traits, context) } };
  if (kind === 'group') {
    if (event.groupId === undefined) throw missing('groupId');
    return { identity: { userId, anonymousId, traits: allowed(companyTraits(event.groupId, traits), context) } };
  }
  if (kind === 'alias') {
    const previous = event.previousId ?? anonymousId;
    if (userId === undefined) throw missing('userId');
    if (previous === undefined) throw missing('previousId');
    return { alias: { userId, anonymousId: previous } };
  }
  if (kind === 'track') {
    if (event.event === undefined) throw missing('event');
    return { signal: signalOf(event.event, event, properties, context) };
  }
  const named = { ...(name !== undefined && { name }), ...(category !== undefined && { category }), ...properties };
  return { signal: signalOf(kind === 'page' ? 'Page Viewed' : 'Screen Viewed', event, named, context) };
}

function signalOf(
  type: string,
  { messageId, userId, anonymousId, timestamp, originalTimestamp, context }: TrackedEvent,
  properties: TrackedEvent['properties'],
  { behind }: WorkContext,
): SignalInput {
  const at = timestamp ?? originalTimestamp;
  return {
    type,
    id: messageId,
    userId,
    anonymousId,
    properties,
    timestamp: at === undefined ? undefined : at + behind,
    context: keptContext(context),
  };
}

/** A group is the company that somebody belongs to; what firmographic segmenters ask about stands beside it as well. */
function companyTraits(id: string, traits: NonNullable<TrackedEvent['traits']>) {
  const { industry, employees } = traits;
  return {
    company: { ...traits, id },
    ...(industry !== undefined && { industry }),
    ...(employees !== undefined && { companySize: employees }),
  };
}

function allowed(traits: NonNullable<TrackedEvent['traits']>, { withheld }: WorkContext) {
  if (withheld.size === 0) return traits;
  return Object.fromEntries(Object.entries(traits).filter(([name]) => !withheld.has(name)));
}

/** Shorter than this a difference is the way of the request, not of the clock. */
const WAY = 10 * SECOND;

/**
 * How far the sender's clock is behind ours, by the moment at which it says it sent. 0 where it does not say, or where the
 * difference is under 10 seconds. Milliseconds.
 */
export function clockBehind(sentAt: number | undefined, receivedAt: number): number {
  if (sentAt === undefined) return 0;
  const behind = receivedAt - sentAt;
  return Math.abs(behind) < WAY ? 0 : behind;
}
