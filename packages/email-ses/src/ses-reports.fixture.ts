import type { FeedbackSample } from '@sintonia/testing';
import { signedEnvelope, snsPost } from './sns.fixture.js';

const messageId = '0102018e-1234-abcd';
const at = '2026-11-22T07:59:58.000Z';

/** What SES publishes, as https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html has it. */
export function sesReport(type: string, about: Record<string, unknown> = {}, as = 'eventType') {
  return {
    [as]: type,
    mail: {
      timestamp: at,
      source: 'Mug Shop <shop@example.com>',
      sendingAccountId: '123456789012',
      messageId,
      destination: ['ana@example.com'],
      headersTruncated: false,
      headers: [{ name: 'From', value: 'shop@example.com' }],
      tags: { send_key: ['key-1'], campaign: ['weekly'], 'ses:configuration-set': ['mail'] },
    },
    ...about,
  };
}

const bounce = (bounceType: string, bounceSubType: string, more = {}) => ({
  bounce: {
    feedbackId: 'f-1',
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: 'ana@example.com', ...more }],
    timestamp: '2026-11-22T07:59:59.000Z',
  },
});
const click = { ipAddress: '203.0.113.7', timestamp: at, userAgent: 'Mozilla/5.0 (compatible; Barracuda Sentinel)' };
const topics = (status: string) => [{ topicName: 'news', subscriptionStatus: status }];
const preferences = (unsubscribeAll: boolean, status: string) => ({
  subscription: {
    contactList: 'all',
    timestamp: at,
    source: 'UnsubscribeHeader',
    newTopicPreferences: { unsubscribeAll, topicSubscriptionStatus: topics(status) },
    oldTopicPreferences: { unsubscribeAll: false, topicSubscriptionStatus: topics('OptIn') },
  },
});

type Row = readonly [type: string, about: Record<string, unknown>, means: Record<string, unknown>];

/** Every event of SES, and what it means. */
export const rows: readonly Row[] = [
  [
    'Bounce',
    bounce('Permanent', 'General', { status: '5.1.1', action: 'failed' }),
    { kind: 'hardBounce', because: '5.1.1' },
  ],
  [
    'Bounce',
    bounce('Permanent', 'OnAccountSuppressionList'),
    { kind: 'hardBounce', because: 'OnAccountSuppressionList' },
  ],
  [
    'Bounce',
    bounce('Transient', 'MailboxFull', { diagnosticCode: 'smtp; 552 5.2.2 <ana@example.com> full' }),
    { kind: 'softBounce', because: '5.2.2' },
  ],
  ['Bounce', bounce('Undetermined', 'Undetermined'), { kind: 'softBounce' }],
  [
    'Complaint',
    {
      complaint: {
        feedbackId: 'f-2',
        complainedRecipients: [{ emailAddress: 'ana@example.com' }],
        timestamp: at,
        complaintFeedbackType: 'abuse',
      },
    },
    { kind: 'complaint', because: 'abuse' },
  ],
  [
    'Delivery',
    { delivery: { timestamp: at, recipients: ['ana@example.com'], smtpResponse: '250 ok' } },
    { kind: 'delivered' },
  ],
  [
    'DeliveryDelay',
    {
      deliveryDelay: {
        timestamp: at,
        delayType: 'MailboxFull',
        delayedRecipients: [{ emailAddress: 'ana@example.com', status: '4.2.2' }],
      },
    },
    { kind: 'deferred', because: '4.2.2' },
  ],
  ['Send', { send: {} }, { kind: 'accepted', at: Date.parse(at) }],
  ['Reject', { reject: { reason: 'Bad content' } }, { kind: 'softBounce', because: 'Bad content' }],
  ['Rendering Failure', { failure: { templateName: 'x', errorMessage: 'no' } }, { kind: 'softBounce' }],
  ['Open', { open: { timestamp: at, userAgent: 'Mozilla/5.0' } }, { kind: 'open', by: 'machine' }],
  [
    'Click',
    { click: { ...click, link: 'https://shop.example/mugs?a=1', linkTags: { place: ['top'] } } },
    { kind: 'click', by: 'machine', url: 'https://shop.example/mugs?a=1' },
  ],
  ['Subscription', preferences(true, 'OptIn'), { kind: 'unsubscribe' }],
  ['Subscription', preferences(false, 'OptOut'), { kind: 'unsubscribe' }],
];

const common = { sendKey: 'key-1', providerId: messageId, to: 'ana@example.com' };
// Ids follow from what is told: each sample is about a moment of its own.
let moment = Date.parse(at);
const own = (about: Record<string, unknown>): Record<string, unknown> => {
  const [[name, value] = ['', {}]] = Object.entries(about);
  moment += 1;
  return name === 'send' ? about : { [name]: { ...(value as object), timestamp: new Date(moment).toISOString() } };
};

export const samples = rows.map(([type, about, means], index) => ({
  name: `${type} (${index})`,
  request: snsPost(signedEnvelope(sesReport(type, own(about)), { version: index % 2 === 0 ? '2' : '1' })),
  means: [{ ...common, ...means }],
})) as readonly FeedbackSample[];

export const resubscribed = sesReport('Subscription', preferences(false, 'OptIn'));
