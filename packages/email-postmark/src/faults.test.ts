import { brokenOff, endless, reply, reset, silence, thenReset } from '../../../tools/servers/mail-api.js';
import { checkFaults, type FaultTables } from '../../../tools/servers/mail-faults.js';
import { postmarkFor } from './postmark-api.fixture.js';

const ok = reply(200, { ErrorCode: 0, Message: 'OK', MessageID: 'id-1', To: 'ana@example.com' });
const error = (status: number, ErrorCode: number, headers = {}) =>
  reply(status, { ErrorCode, Message: 'No.' }, headers);
const inAnHour = { 'retry-after': new Date(Date.now() + 3.6e6).toUTCString() };

const common: FaultTables['common'] = {
  accepted: [[ok], 'accepted', 1],
  'accepted without an id': [[reply(200, { ErrorCode: 0 })], 'UNKNOWN', 1],
  'slow down for a moment, then accepted': [[error(429, 429, { 'retry-after': '0' }), ok], 'accepted', 2],
  'slow down for an hour': [[error(429, 429, inAnHour)], 'RATE_LIMITED', 1],
  'slow down, no word for how long': [[error(429, 429)], 'RATE_LIMITED', 3],
  'no more today, or no credits': [[error(422, 405)], 'UNAUTHORISED', 1],
  'an error of its own': [[error(500, 0)], 'UNKNOWN', 1],
  'the page of a gateway': [[reply(502, '<html>')], 'UNKNOWN', 1],
  busy: [[reply(503, '')], 'TRANSIENT', 3],
  'busy, then accepted': [[reply(503, ''), ok], 'accepted', 2],
  'busy, then a reset': [[reply(503, ''), reset], 'UNKNOWN', 2],
  'nobody there': [[], 'TRANSIENT', 0],
  'silence instead of an answer': [[silence], 'UNKNOWN', 1],
  'silence in the middle of the answer': [[endless], 'UNKNOWN', 1],
  'a reset instead of an answer': [[reset, ok], 'UNKNOWN', 1],
  'a reset in the middle of the answer': [[brokenOff], 'UNKNOWN', 1],
  'a reset behind the answer': [[thenReset(ok)], 'accepted', 1],
  'an answer that can’t be read': [[reply(200, '{"ErrorCode":')], 'UNKNOWN', 1],
  'the key was revoked': [[error(401, 10)], 'UNAUTHORISED', 1],
  'the sender may not be used': [[error(422, 400)], 'UNAUTHORISED', 1],
  'the recipient is refused': [[error(422, 300)], 'REJECTED', 1],
  'the content is refused': [[error(422, 411)], 'REJECTED', 1],
  'too large': [[reply(413, '')], 'REJECTED', 1],
  'a refusal that can’t be read': [[reply(422, 'no')], 'REJECTED', 1],
  'sent elsewhere': [[reply(302, '', { location: 'https://example.com' })], 'REJECTED', 1],
};

// What only Postmark does. The README shows it.
const own: FaultTables['own'] = [
  ['200 without a code', [reply(200, {})], 'UNKNOWN', 1],
  ['200 with a no in it', [error(200, 406)], 'REJECTED', 1],
  ['422, code 401, the sender is not confirmed', [error(422, 401)], 'UNAUTHORISED', 1],
  ['422, code 412, the account is pending', [error(422, 412)], 'UNAUTHORISED', 1],
  ['422, code 413, the account may not send', [error(422, 413)], 'UNAUTHORISED', 1],
  ['422, code 1235, no such message stream', [error(422, 1235)], 'UNAUTHORISED', 1],
  ['422, code 100, maintenance', [error(422, 100)], 'TRANSIENT', 3],
  ['422, code 406, the recipient is inactive', [error(422, 406)], 'REJECTED', 1],
  ['404', [error(404, 404)], 'REJECTED', 1],
];

checkFaults({ adapter: 'Postmark', common, own }, postmarkFor);
