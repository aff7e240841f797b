import { brokenOff, endless, reply, reset, silence, thenReset } from '../../../tools/servers/mail-api.js';
import { checkFaults, type FaultTables } from '../../../tools/servers/mail-faults.js';
import { refusal, sesFor } from './ses-api.fixture.js';

const ok = reply(200, { MessageId: 'id-1' });
const now = Date.now();
const slow = (headers = {}) => refusal(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.', headers);
const unverified = (who: string) =>
  `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${who}`;

const common: FaultTables['common'] = {
  accepted: [[ok], 'accepted', 1],
  'accepted without an id': [[reply(200, {})], 'UNKNOWN', 1],
  'slow down for a moment, then accepted': [[slow({ 'retry-after': '0' }), ok], 'accepted', 2],
  'slow down for an hour': [[slow({ 'retry-after': new Date(now + 3.6e6).toUTCString() })], 'RATE_LIMITED', 1],
  'slow down, no word for how long': [[slow()], 'RATE_LIMITED', 3],
  'no more today, or no credits': [
    [refusal(429, 'TooManyRequestsException', 'Daily message quota exceeded.')],
    'RATE_LIMITED',
    1,
  ],
  'an error of its own': [[refusal(500, 'InternalFailure')], 'UNKNOWN', 1],
  'the page of a gateway': [[reply(502, '<html>')], 'UNKNOWN', 1],
  busy: [[refusal(503, 'ServiceUnavailable')], 'TRANSIENT', 3],
  'busy, then accepted': [[reply(503, ''), ok], 'accepted', 2],
  'busy, then a reset': [[reply(503, ''), reset], 'UNKNOWN', 2],
  'nobody there': [[], 'TRANSIENT', 0],
  'silence instead of an answer': [[silence], 'UNKNOWN', 1],
  'silence in the middle of the answer': [[endless], 'UNKNOWN', 1],
  'a reset instead of an answer': [[reset], 'UNKNOWN', 1],
  'a reset in the middle of the answer': [[brokenOff], 'UNKNOWN', 1],
  'a reset behind the answer': [[thenReset(ok)], 'accepted', 1],
  'an answer that can’t be read': [[reply(200, '{"Mess')], 'UNKNOWN', 1],
  'the key was revoked': [[refusal(403, 'UnrecognizedClientException')], 'UNAUTHORISED', 1],
  'the sender may not be used': [[refusal(400, 'MessageRejected', unverified('Shop@example.com'))], 'UNAUTHORISED', 1],
  'the recipient is refused': [[refusal(400, 'MessageRejected', unverified('ana@example.com'))], 'REJECTED', 1],
  'the content is refused': [[refusal(400, 'MessageRejected', 'Virus')], 'REJECTED', 1],
  'too large': [[reply(413, '')], 'REJECTED', 1],
  'a refusal that can’t be read': [[reply(400, 'no')], 'REJECTED', 1],
  'sent elsewhere': [[reply(302, '', { location: 'https://example.com' })], 'REJECTED', 1],
};

// What only SES does. The README shows it.
const own: FaultTables['own'] = [
  ['400, the quota of the day', [refusal(400, 'LimitExceededException')], 'RATE_LIMITED', 1],
  ['400, throttled', [refusal(400, 'ThrottlingException')], 'RATE_LIMITED', 3],
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
    '400, our domain is not verified',
    [refusal(400, 'MessageRejected', unverified('example.com, ana@example.com'))],
    'UNAUTHORISED',
    1,
  ],
  ['404, no such configuration set', [refusal(404, 'NotFoundException')], 'UNAUTHORISED', 1],
  ['400, the request', [refusal(400, 'BadRequestException')], 'REJECTED', 1],
];

checkFaults({ adapter: 'SES', common, own }, sesFor);
