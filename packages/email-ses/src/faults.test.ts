import { brokenOff, endless, reply, reset, silence } from '../../../tools/servers/mail-api.js';
import { checkFaults, type Fault } from '../../../tools/servers/mail-faults.js';
import { refusal, sesFor } from './ses-api.fixture.js';

const ok = reply(200, { MessageId: 'id-1' });
const now = Date.now();
const slow = (headers = {}) => refusal(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.', headers);
const unverified = (who: string) =>
  `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${who}`;

// The last answer is that to all further requests. What comes of it, and how many requests were made. The README shows this table.
const table: readonly Fault[] = [
  ['200', [ok], 'accepted', 1],
  ['429 with seconds, then 200', [slow({ 'retry-after': '0' }), ok], 'accepted', 2],
  ['429 with a date in an hour', [slow({ 'retry-after': new Date(now + 3.6e6).toUTCString() })], 'RATE_LIMITED', 1],
  ['429 without a word', [slow()], 'RATE_LIMITED', 3],
  [
    '429, the quota of the day',
    [refusal(429, 'TooManyRequestsException', 'Daily message quota exceeded.')],
    'RATE_LIMITED',
    1,
  ],
  ['400, the quota of the day', [refusal(400, 'LimitExceededException')], 'RATE_LIMITED', 1],
  ['400, throttled', [refusal(400, 'ThrottlingException')], 'RATE_LIMITED', 3],
  ['500', [refusal(500, 'InternalFailure')], 'UNKNOWN', 1],
  ['502 as a page', [reply(502, '<html>')], 'UNKNOWN', 1],
  ['503', [refusal(503, 'ServiceUnavailable')], 'TRANSIENT', 3],
  ['503, then 200', [reply(503, ''), ok], 'accepted', 2],
  ['slow headers', [silence], 'UNKNOWN', 1],
  ['a slow body', [endless], 'UNKNOWN', 1],
  ['nobody there', [], 'TRANSIENT', 0],
  ['reset instead of an answer', [reset], 'UNKNOWN', 1],
  ['reset in the middle of the answer', [brokenOff], 'UNKNOWN', 1],
  ['503, then a reset', [reply(503, ''), reset], 'UNKNOWN', 2],
  ['200 that is no JSON', [reply(200, '{"Mess')], 'UNKNOWN', 1],
  ['200 without an id', [reply(200, {})], 'UNKNOWN', 1],
  ['403, no such key', [refusal(403, 'UnrecognizedClientException')], 'UNAUTHORISED', 1],
  ['403, the token ran out', [refusal(403, 'ExpiredTokenException')], 'UNAUTHORISED', 1],
  ['403, the signature', [refusal(403, 'InvalidSignatureException')], 'UNAUTHORISED', 1],
  ['403, no permission', [refusal(403, 'AccessDeniedException')], 'UNAUTHORISED', 1],
  [
    '400, the token ran out',
    [reply(400, { __type: 'com.amazon.coral.service#ExpiredTokenException' })],
    'UNAUTHORISED',
    1,
  ],
  ['400, sending is paused', [refusal(400, 'SendingPausedException')], 'UNAUTHORISED', 1],
  ['400, the account is suspended', [refusal(400, 'AccountSuspendedException')], 'UNAUTHORISED', 1],
  ['400, the domain is not verified', [refusal(400, 'MailFromDomainNotVerifiedException')], 'UNAUTHORISED', 1],
  [
    '400, our address is not verified',
    [refusal(400, 'MessageRejected', unverified('Shop@example.com'))],
    'UNAUTHORISED',
    1,
  ],
  [
    '400, our domain is not verified',
    [refusal(400, 'MessageRejected', unverified('example.com, ana@example.com'))],
    'UNAUTHORISED',
    1,
  ],
  ['404, no such configuration set', [refusal(404, 'NotFoundException')], 'UNAUTHORISED', 1],
  [
    '400, the recipient in the sandbox',
    [refusal(400, 'MessageRejected', unverified('ana@example.com'))],
    'REJECTED',
    1,
  ],
  ['400, a virus', [refusal(400, 'MessageRejected', 'Virus')], 'REJECTED', 1],
  ['400, the request', [refusal(400, 'BadRequestException')], 'REJECTED', 1],
  ['400 that is no JSON', [reply(400, 'no')], 'REJECTED', 1],
  ['413', [reply(413, '')], 'REJECTED', 1],
  ['302', [reply(302, '', { location: 'https://example.com' })], 'REJECTED', 1],
];

checkFaults(table, sesFor);
