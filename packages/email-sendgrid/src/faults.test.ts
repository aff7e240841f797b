import { brokenOff, endless, reply, reset, silence, thenReset } from '../../../tools/servers/mail-api.js';
import { checkFaults, type FaultTables } from '../../../tools/servers/mail-faults.js';
import { sendgridFor } from './sendgrid-api.fixture.js';

const ok = reply(202, '', { 'x-message-id': 'id-1' });
const error = (status: number, field: string | null = null, headers = {}) =>
  reply(status, { errors: [{ message: 'No, ana@example.com.', field, help: null }] }, headers);
const inAnHour = new Date(Date.now() + 3.6e6);

const common: FaultTables['common'] = {
  accepted: [[ok], 'accepted', 1],
  'accepted without an id': [[reply(202, '')], 'accepted', 1],
  'slow down for a moment, then accepted': [[error(429, null, { 'retry-after': '0' }), ok], 'accepted', 2],
  'slow down for an hour': [[error(429, null, { 'retry-after': inAnHour.toUTCString() })], 'RATE_LIMITED', 1],
  'slow down, no word for how long': [[error(429)], 'RATE_LIMITED', 3],
  'no more today, or no credits': [[error(401, 'null')], 'UNAUTHORISED', 1],
  'an error of its own': [[error(500)], 'UNKNOWN', 1],
  'the page of a gateway': [[reply(502, '<html>')], 'UNKNOWN', 1],
  busy: [[error(503)], 'TRANSIENT', 3],
  'busy, then accepted': [[reply(503, ''), ok], 'accepted', 2],
  'busy, then a reset': [[reply(503, ''), reset], 'UNKNOWN', 2],
  'nobody there': [[], 'TRANSIENT', 0],
  'silence instead of an answer': [[silence], 'UNKNOWN', 1],
  'silence in the middle of the answer': [[endless], 'UNKNOWN', 1],
  'a reset instead of an answer': [[reset, ok], 'UNKNOWN', 1],
  'a reset in the middle of the answer': [[brokenOff], 'UNKNOWN', 1],
  'a reset behind the answer': [[thenReset(ok)], 'accepted', 1],
  'an answer that can’t be read': [[reply(202, '{"id":')], 'accepted', 1],
  'the key was revoked': [[error(401)], 'UNAUTHORISED', 1],
  'the sender may not be used': [[error(400, 'from.email')], 'UNAUTHORISED', 1],
  'the recipient is refused': [[error(400, 'personalizations.0.to.0.email')], 'REJECTED', 1],
  'the content is refused': [[error(400, 'attachments.0.content')], 'REJECTED', 1],
  'too large': [[error(413)], 'REJECTED', 1],
  'a refusal that can’t be read': [[reply(400, '{"errors":')], 'REJECTED', 1],
  'sent elsewhere': [[reply(302, '', { location: 'https://example.com' })], 'REJECTED', 1],
};

// What only SendGrid does. The README shows it.
const own: FaultTables['own'] = [
  ['200, as in the sandbox', [reply(200, '')], 'accepted', 1],
  [
    '429 with X-RateLimit-Reset in an hour',
    [error(429, null, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(+inAnHour / 1000)) })],
    'RATE_LIMITED',
    1,
  ],
  ['403, the sender is not verified', [error(403, 'from')], 'UNAUTHORISED', 1],
  ['400 with errors of another form', [reply(400, { errors: [null] })], 'REJECTED', 1],
  ['404', [error(404)], 'REJECTED', 1],
  ['405', [error(405)], 'REJECTED', 1],
];

checkFaults({ adapter: 'SendGrid', common, own }, sendgridFor);
