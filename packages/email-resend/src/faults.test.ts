import { brokenOff, endless, reply, reset, silence } from '../../../tools/servers/mail-api.js';
import { checkFaults, type Fault } from '../../../tools/servers/mail-faults.js';
import { resendFor } from './resend-api.fixture.js';

const ok = reply(200, { id: 'id-1' });
const error = (status: number, name: string, headers = {}) =>
  reply(status, { statusCode: status, name, message: 'No.' }, headers);
const now = Date.now();

// The last answer is that to all further requests. What comes of it, and how many requests were made. The README shows this table.
const table: readonly Fault[] = [
  ['200', [ok], 'accepted', 1],
  ['429 with seconds, then 200', [error(429, 'rate_limit_exceeded', { 'retry-after': '0' }), ok], 'accepted', 2],
  [
    '429 with a date in an hour',
    [error(429, 'rate_limit_exceeded', { 'retry-after': new Date(now + 3.6e6).toUTCString() })],
    'RATE_LIMITED',
    1,
  ],
  ['429 without a word', [error(429, 'rate_limit_exceeded')], 'RATE_LIMITED', 3],
  ['429, a quota is used up', [error(429, 'daily_quota_exceeded')], 'RATE_LIMITED', 1],
  ['500', [error(500, 'internal_server_error')], 'UNKNOWN', 3],
  ['500, then 200', [error(500, 'application_error'), ok], 'accepted', 2],
  ['502 as a page', [reply(502, '<html>')], 'UNKNOWN', 3],
  ['503', [reply(503, '')], 'TRANSIENT', 3],
  ['slow headers', [silence], 'UNKNOWN', 3],
  ['slow headers, then 200', [silence, ok], 'accepted', 2],
  ['a slow body', [endless], 'UNKNOWN', 3],
  ['nobody there', [], 'TRANSIENT', 0],
  ['reset instead of an answer', [reset], 'UNKNOWN', 3],
  ['reset after it was taken, then 200', [reset, ok], 'accepted', 2],
  ['reset in the middle of the answer', [brokenOff], 'UNKNOWN', 3],
  ['reset, then refused', [reset, error(422, 'validation_error')], 'UNKNOWN', 2],
  ['200 that is no JSON', [reply(200, '{"id":')], 'UNKNOWN', 3],
  ['200 without an id', [reply(200, {})], 'UNKNOWN', 3],
  ['401, the key is missing', [error(401, 'missing_api_key')], 'UNAUTHORISED', 1],
  ['401, the key may not send', [error(401, 'restricted_api_key')], 'UNAUTHORISED', 1],
  ['403, the key was revoked', [error(403, 'invalid_api_key')], 'UNAUTHORISED', 1],
  ['403, the domain is not verified', [error(403, 'validation_error')], 'UNAUTHORISED', 1],
  ['422, the sender is wrong', [error(422, 'invalid_from_address')], 'UNAUTHORISED', 1],
  ['422, the recipient is wrong', [error(422, 'validation_error')], 'REJECTED', 1],
  ['422, a file is wrong', [error(422, 'invalid_attachment')], 'REJECTED', 1],
  ['400', [error(400, 'validation_error')], 'REJECTED', 1],
  ['400 that is no JSON', [reply(400, 'no')], 'REJECTED', 1],
  ['404', [error(404, 'not_found')], 'REJECTED', 1],
  ['413', [reply(413, '')], 'REJECTED', 1],
  ['451', [error(451, 'security_error')], 'REJECTED', 1],
  ['302', [reply(302, '', { location: 'https://example.com' })], 'REJECTED', 1],
  ['409, the same is under way, then 200', [error(409, 'concurrent_idempotent_requests'), ok], 'accepted', 2],
  ['409, the key was used for another message', [error(409, 'invalid_idempotent_request')], 'UNKNOWN', 3],
];

checkFaults(table, resendFor);
