import { trackingKinds } from '@sintonia/spec';
import { anything, identifier, jsonObject, moment, oneOf } from '../shapes/scalars.js';
import { described } from '../shapes/shape.js';
import { object } from '../shapes/structures.js';

const members = {
  messageId: described(identifier, 'Which call this is: one that comes again with the same id counts once.'),
  userId: identifier,
  anonymousId: identifier,
  timestamp: described(moment, 'When it happened. Default: now.'),
  originalTimestamp: moment,
  context: described(anything, 'Of this are kept: locale, timezone, page, campaign, device, os, app.'),
  event: described(identifier, 'Of `track`: the type of the signal.'),
  name: described(identifier, 'Of `page` and `screen`.'),
  category: identifier,
  properties: described(jsonObject, 'Of `track`, `page` and `screen`.'),
  traits: described(jsonObject, 'Of `identify` and `group`.'),
  groupId: described(identifier, 'Of `group`.'),
  previousId: described(identifier, 'Of `alias`: the device that the user was before.'),
};

/** What stands beside a call that comes alone, and beside a batch. Who it is from and when it left nobody has to say. */
export const beside = {
  writeKey: described({ schema: { type: 'string' }, read: (key) => key }, 'The key, where no header shows one.'),
  sentAt: described(anything, "When it left, by the sender's clock, like `timestamp`. What is no moment says nothing."),
};

/** One call of Segment's tracking API, as far as it is read. What else clients send is left alone. */
export const event = object({}, members, { open: true });

/** A call that comes alone, with what stands beside it. */
export const single = object({}, { ...members, ...beside }, { open: true });

/** A call in a batch, which says itself of what kind it is. */
export const batched = object({ type: oneOf(...trackingKinds) }, members, { open: true });
