import { brokenOff, endless, reply, reset, silence, thenReset } from '../../../tools/servers/mail-api.js';
import { checkFaults, type FaultTables } from '../../../tools/servers/mail-faults.js';
import { resendFor } from './resend-api.fixture.js';

const ok = reply(200, { id: 'id-1' });
const error = (status: number, name: string, headers = {}) =>
  reply(status, { statusCode: status, name, message: 'No.' }, headers);
const inAnHour = { 'retry-after': new Date(Date.now() + 3.6e6).toUTCString() };

const common: FaultTables['common'] = {
  accepted: [[ok], 'accepted', 1],
  'accepted without an id': [[reply(200, {})], 'UNKNOWN', 3],
  'slow down for a moment, then accepted': [
    [error(429, 'rate_limit_exceeded', { 'retry-after': '0' }), ok],
    'accepted',
    2,
  ],
  'slow down for an hour': [[error(429, 'rate_limit_exceeded', inAnHour)], 'RATE_LIMITED', 1],
  'slow down, no word for how long': [[error(429, 'rate_limit_exceeded')], 'RATE_LIMITED', 3],
  'no more today, or no credits': [[error(429, 'daily_quota_exceeded')], 'RATE_LIMITED', 1],
  'an error of its own': [[error(500, 'internal_server_error')], 'UNKNOWN', 3],
  'the page of a gateway': [[reply(502, '<html>')], 'UNKNOWN', 3],
  busy: [[reply(503, '')], 'TRANSIENT', 3],
  'busy, then accepted': [[reply(503, ''), ok], 'accepted', 2],
  'busy, then a reset': [[reply(503, ''), reset], 'UNKNOWN', 3],
  'nobody there': [[], 'TRANSIENT', 0],
  'silence instead of an answer': [[silence], 'UNKNOWN', 3],
  'silence in the middle of the answer': [[endless], 'UNKNOWN', 3],
  'a reset instead of an answer': [[reset], 'UNKNOWN', 3],
  'a reset in the middle of the answer': [[brokenOff], 'UNKNOWN', 3],
  'a reset behind the answer': [[thenReset(ok)], 'accepted', 1],
  'an answer that can’t be read': [[reply(200, '{"id":')], 'UNKNOWN', 3],
  'the key was revoked': [[error(403, 'invalid_api_key')], 'UNAUTHORISED', 1],
  'the sender may not be used': [[error(422, 'invalid_from_address')], 'UNAUTHORISED', 1],
  'the recipient is refused': [[error(422, 'validation_error')], 'REJECTED', 1],
  'the content is refused': [[error(422, 'invalid_attachment')], 'REJECTED', 1],
  'too large': [[reply(413, '')], 'REJECTED', 1],
  'a refusal that can’t be read': [[reply(400, 'no')], 'REJECTED', 1],
  'sent elsewhere': [[reply(302, '', { location: 'https://example.com' })], 'REJECTED', 1],
};

// What only Resend does. The README shows it.
const own: FaultTables['own'] = [
  ['500, then 200', [error(500, 'application_error'), ok], 'accepted', 2],
  ['slow headers, then 200', [silence, ok], 'accepted', 2],
  ['reset after it was taken, then 200', [reset, ok], 'accepted', 2],
  ['reset, then refused', [reset, error(422, 'validation_error')], 'UNKNOWN', 2],
  ['401, the key is missing', [error(401, 'missing_api_key')], 'UNAUTHORISED', 1],
  ['401, the key may not send', [error(401, 'restricted_api_key')], 'UNAUTHORISED', 1],
  ['403, the domain is not verified', [error(403, 'validation_error')], 'UNAUTHORISED', 1],
  ['400', [error(400, 'validation_error')], 'REJECTED', 1],
  ['404', [error(404, 'not_found')], 'REJECTED', 1],
  ['451', [error(451, 'security_error')], 'REJECTED', 1],
  ['409, the same is under way, then 200', [error(409, 'concurrent_idempotent_requests'), ok], 'accepted', 2],
  ['409, the key was used for another message', [error(409, 'invalid_idempotent_request')], 'UNKNOWN', 3],
];

checkFaults({ adapter: 'Resend', common, own }, resendFor);
