import { brokenOff, endless, reply, reset, silence } from '../../../tools/servers/mail-api.js';
import { checkFaults, type Fault } from '../../../tools/servers/mail-faults.js';
import { sendgridFor } from './sendgrid-api.fixture.js';

const ok = reply(202, '', { 'x-message-id': 'id-1' });
const error = (status: number, field: string | null = null, headers = {}) =>
  reply(status, { errors: [{ message: 'No, ana@example.com.', field, help: null }] }, headers);
const inAnHour = new Date(Date.now() + 3.6e6);

// What comes of it, and how many requests were made. The README shows this table.
const table: readonly Fault[] = [
  ['202', [ok], 'accepted', 1],
  ['202 without an id', [reply(202, '')], 'accepted', 1],
  ['200, as in the sandbox', [reply(200, '')], 'accepted', 1],
  ['429 with seconds, then 202', [error(429, null, { 'retry-after': '0' }), ok], 'accepted', 2],
  ['429 with a date in an hour', [error(429, null, { 'retry-after': inAnHour.toUTCString() })], 'RATE_LIMITED', 1],
  [
    '429 with X-RateLimit-Reset in an hour',
    [error(429, null, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(+inAnHour / 1000)) })],
    'RATE_LIMITED',
    1,
  ],
  ['429 without a word', [error(429)], 'RATE_LIMITED', 3],
  ['500', [error(500)], 'UNKNOWN', 1],
  ['502 as a page', [reply(502, '<html>')], 'UNKNOWN', 1],
  ['503, then 202', [reply(503, ''), ok], 'accepted', 2],
  ['503', [error(503)], 'TRANSIENT', 3],
  ['slow headers', [silence], 'UNKNOWN', 1],
  ['a slow body', [endless], 'UNKNOWN', 1],
  ['nobody there', [], 'TRANSIENT', 0],
  ['reset instead of an answer', [reset, ok], 'UNKNOWN', 1],
  ['reset in the middle of the answer', [brokenOff], 'UNKNOWN', 1],
  ['503, then reset', [reply(503, ''), reset], 'UNKNOWN', 2],
  ['401, the key was revoked', [error(401)], 'UNAUTHORISED', 1],
  ['401, no credits', [error(401, 'null')], 'UNAUTHORISED', 1],
  ['403, the sender is not verified', [error(403, 'from')], 'UNAUTHORISED', 1],
  ['400, the sender is wrong', [error(400, 'from.email')], 'UNAUTHORISED', 1],
  ['400, the recipient is wrong', [error(400, 'personalizations.0.to.0.email')], 'REJECTED', 1],
  ['400, a file is wrong', [error(400, 'attachments.0.content')], 'REJECTED', 1],
  ['400 that is no JSON', [reply(400, '{"errors":')], 'REJECTED', 1],
  ['400 with errors of another form', [reply(400, { errors: [null] })], 'REJECTED', 1],
  ['404', [error(404)], 'REJECTED', 1],
  ['405', [error(405)], 'REJECTED', 1],
  ['413, too large', [error(413)], 'REJECTED', 1],
  ['302', [reply(302, '', { location: 'https://example.com' })], 'REJECTED', 1],
];

checkFaults(table, sendgridFor);
