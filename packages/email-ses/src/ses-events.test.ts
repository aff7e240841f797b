import { expect, it } from 'vitest';
import { sesEvents } from './ses-events.js';
import { resubscribed, sesReport } from './ses-reports.fixture.js';
import { signedEnvelope, snsPost } from './sns.fixture.js';

const events = (message: unknown, changes = {}) => sesEvents(snsPost(signedEnvelope(message, changes)));
const recipients = (...all: string[]) => ({
  bounce: {
    bounceType: 'Permanent',
    bouncedRecipients: all.map((emailAddress) => ({ emailAddress })),
    timestamp: '2026-11-22T07:59:59.000Z',
  },
});

it.each<[string, unknown]>([
  ['a greeting of SES', 'Successfully validated SNS topic for Amazon SES event publishing.'],
  ['a subscription that succeeded', { notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'You…' }],
  ['an event that nobody knows', sesReport('Teleport')],
  ['an event named like a member of Object', sesReport('constructor')],
  ['somebody who took a topic back', resubscribed],
  ['a complaint that is none', sesReport('Complaint', { complaint: { complaintFeedbackType: 'not-spam' } })],
])('%s reports nothing', (_what, message) => {
  expect(events(message)).toEqual([]);
});

it('a fact that comes as an event and as a notification counts once', () => {
  const [event] = events(sesReport('Bounce', recipients('ana@example.com')));
  const [told] = events(sesReport('Bounce', recipients('ana@example.com'), 'notificationType'), {
    MessageId: 'another',
  });
  expect(told).toEqual(event);
});

it('several recipients are several facts, as other programs of the account may have them', () => {
  const all = events(sesReport('Bounce', recipients('ana@example.com', 'ben@example.com')));
  expect(all.map(({ to, kind }) => [to, kind])).toEqual([
    ['ana@example.com', 'hardBounce'],
    ['ben@example.com', 'hardBounce'],
  ]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(2);
});

it.each<[field: string, message: unknown]>([
  ['eventType', {}],
  ['mail', { eventType: 'Send', send: { timestamp: '2026-11-22T07:59:59.000Z' } }],
  ['bounce.timestamp', sesReport('Bounce', { bounce: { bounceType: 'Permanent', timestamp: 'soon' } })],
])('a report with a wrong %s is refused', (field, message) => {
  expect(() => events(message)).toThrow(expect.objectContaining({ code: 'SINTONIA_INPUT_INVALID', field }));
});
