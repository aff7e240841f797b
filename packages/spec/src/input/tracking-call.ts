import { SintoniaError } from '../errors.js';
import type { IdentityPair } from '../identity.js';
import type { JsonObject } from '../json.js';
import type { IdentifyInput } from '../profile.js';
import type { SignalInput } from '../signal.js';
import { keptContext } from './kept-context.js';

/** The kinds of calls that Segment's clients make. */
export const trackingKinds = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const;
export type TrackingKind = (typeof trackingKinds)[number];

/** One call of Segment's tracking API, as far as it is read: checked already, except `context`, of which little is kept. */
export interface TrackingCall {
  readonly messageId?: string | undefined;
  readonly userId?: string | undefined;
  readonly anonymousId?: string | undefined;
  /** Milliseconds since 1970, like `originalTimestamp`. */
  readonly timestamp?: number | undefined;
  readonly originalTimestamp?: number | undefined;
  readonly context?: unknown;
  readonly event?: string | undefined;
  readonly name?: string | undefined;
  readonly category?: string | undefined;
  readonly properties?: JsonObject | undefined;
  readonly traits?: JsonObject | undefined;
  readonly groupId?: string | undefined;
  readonly previousId?: string | undefined;
}

/** What a call asks of an engine. */
export type TrackingMeaning =
  | { readonly signal: SignalInput }
  | { readonly identity: IdentifyInput }
  | { readonly alias: IdentityPair };

export interface TrackingContext {
  /** How far the sender's clock is behind ours. Milliseconds. Default: 0. */
  readonly behind?: number;
  /** Traits that this sender may not set. Default: none. */
  readonly withheld?: ReadonlySet<string>;
}

/**
 * What a call means to us. `identify` and `group` tell traits, `alias` links a device to a user, all else is a signal.
 *
 * @param field where the call stands in what was sent; empty for one alone.
 * @throws SINTONIA_INPUT_INVALID that names the member that is missing.
 */
export function meaningOf(
  kind: TrackingKind,
  call: TrackingCall,
  field = '',
  context: TrackingContext = {},
): TrackingMeaning {
  const { userId, anonymousId, traits = {}, properties, name, category } = call;
  if (kind === 'identify') return identityOf(call, traits, context);
  if (kind === 'group') {
    if (call.groupId === undefined) throw missing(field, 'groupId');
    return identityOf(call, companyTraits(call.groupId, traits), context);
  }
  if (kind === 'alias') {
    const previous = call.previousId ?? anonymousId;
    if (userId === undefined) throw missing(field, 'userId');
    if (previous === undefined) throw missing(field, 'previousId');
    return { alias: { userId, anonymousId: previous } };
  }
  if (kind === 'track') {
    if (call.event === undefined) throw missing(field, 'event');
    return { signal: signalOf(call.event, call, properties, context) };
  }
  const named = { ...(name !== undefined && { name }), ...(category !== undefined && { category }), ...properties };
  return { signal: signalOf(kind === 'page' ? 'Page Viewed' : 'Screen Viewed', call, named, context) };
}

function missing(field: string, name: string): SintoniaError {
  const at = field === '' ? name : `${field}.${name}`;
  return new SintoniaError('INPUT_INVALID', `${at} is missing.`, { field: at });
}

function identityOf(call: TrackingCall, told: JsonObject, context: TrackingContext) {
  const { userId, anonymousId } = call;
  return { identity: { userId, anonymousId, traits: allowed(told, context), updatedAt: momentOf(call, context) } };
}

/** When it happened by our clock, where the call says. */
function momentOf({ timestamp, originalTimestamp }: TrackingCall, { behind = 0 }: TrackingContext) {
  const at = timestamp ?? originalTimestamp;
  return at === undefined ? undefined : at + behind;
}

function signalOf(
  type: string,
  call: TrackingCall,
  properties: TrackingCall['properties'],
  context: TrackingContext,
): SignalInput {
  const { messageId, userId, anonymousId } = call;
  return {
    type,
    id: messageId,
    userId,
    anonymousId,
    properties,
    timestamp: momentOf(call, context),
    context: keptContext(call.context),
  };
}

/** A group is the company that somebody belongs to; what firmographic segmenters ask about stands beside it as well. */
function companyTraits(id: string, traits: JsonObject): JsonObject {
  const { industry, employees } = traits;
  return {
    company: { ...traits, id },
    ...(industry !== undefined && { industry }),
    ...(employees !== undefined && { companySize: employees }),
  };
}

function allowed(traits: JsonObject, { withheld }: TrackingContext): JsonObject {
  if (withheld === undefined || withheld.size === 0) return traits;
  return Object.fromEntries(Object.entries(traits).filter(([name]) => !withheld.has(name)));
}
