import { brokenOff, endless, reply, reset, silence } from '../../../tools/servers/mail-api.js';
import { checkFaults, type Fault } from '../../../tools/servers/mail-faults.js';
import { postmarkFor } from './postmark-api.fixture.js';

const ok = reply(200, { ErrorCode: 0, Message: 'OK', MessageID: 'id-1', To: 'ana@example.com' });
const error = (status: number, ErrorCode: number, headers = {}) =>
  reply(status, { ErrorCode, Message: 'No.' }, headers);
const inAnHour = { 'retry-after': new Date(Date.now() + 3.6e6).toUTCString() };

// What comes of it, and how many requests were made. The README shows this table.
const table: readonly Fault[] = [
  ['200', [ok], 'accepted', 1],
  ['429 with seconds, then 200', [error(429, 429, { 'retry-after': '0' }), ok], 'accepted', 2],
  ['429 with a date in an hour', [error(429, 429, inAnHour)], 'RATE_LIMITED', 1],
  ['429 without a word', [error(429, 429)], 'RATE_LIMITED', 3],
  ['500', [error(500, 0)], 'UNKNOWN', 1],
  ['502 as a page', [reply(502, '<html>')], 'UNKNOWN', 1],
  ['503, then 200', [reply(503, ''), ok], 'accepted', 2],
  ['503', [reply(503, '')], 'TRANSIENT', 3],
  ['slow headers', [silence], 'UNKNOWN', 1],
  ['a slow body', [endless], 'UNKNOWN', 1],
  ['nobody there', [], 'TRANSIENT', 0],
  ['reset instead of an answer', [reset, ok], 'UNKNOWN', 1],
  ['reset in the middle of the answer', [brokenOff], 'UNKNOWN', 1],
  ['200 that is no JSON', [reply(200, '{"ErrorCode":')], 'UNKNOWN', 1],
  ['200 without an id', [reply(200, { ErrorCode: 0 })], 'UNKNOWN', 1],
  ['200 without a code', [reply(200, {})], 'UNKNOWN', 1],
  ['200 with a no in it', [error(200, 406)], 'REJECTED', 1],
  ['401, code 10, the token was revoked', [error(401, 10)], 'UNAUTHORISED', 1],
  ['422, code 400, the sender is unknown', [error(422, 400)], 'UNAUTHORISED', 1],
  ['422, code 401, the sender is not confirmed', [error(422, 401)], 'UNAUTHORISED', 1],
  ['422, code 405, no credits', [error(422, 405)], 'UNAUTHORISED', 1],
  ['422, code 412, the account is pending', [error(422, 412)], 'UNAUTHORISED', 1],
  ['422, code 413, the account may not send', [error(422, 413)], 'UNAUTHORISED', 1],
  ['422, code 1235, no such message stream', [error(422, 1235)], 'UNAUTHORISED', 1],
  ['422, code 100, maintenance', [error(422, 100)], 'TRANSIENT', 3],
  ['422, code 300, the recipient is wrong', [error(422, 300)], 'REJECTED', 1],
  ['422, code 406, the recipient is inactive', [error(422, 406)], 'REJECTED', 1],
  ['422, code 411, a file of a kind that is not sent', [error(422, 411)], 'REJECTED', 1],
  ['422 that is no JSON', [reply(422, 'no')], 'REJECTED', 1],
  ['404', [error(404, 404)], 'REJECTED', 1],
  ['413, too large', [reply(413, '')], 'REJECTED', 1],
  ['302', [reply(302, '', { location: 'https://example.com' })], 'REJECTED', 1],
];

checkFaults(table, postmarkFor);
