import https from 'node:https';
import { PassThrough } from 'node:stream';
import { isSintoniaError, type WebhookRequest } from '@sintonia/spec';
// @ts-expect-error It brings no types.
import Validator from 'sns-validator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  certificate,
  certificateUrl,
  confirmation,
  fakeSns,
  receivedAt,
  signedEnvelope,
  snsPost,
  topicArn,
} from './sns.fixture.js';
import type { SnsEnvelope } from './sns-envelope.js';
import { FRESH_SNS_MS, SnsTopics } from './sns-topics.js';

const Oracle = Validator as new () => { validate(envelope: unknown, done: (error: Error | null) => void): void };

afterEach(() => {
  vi.restoreAllMocks();
});

function setUp() {
  const sns = fakeSns();
  return { ...sns, topics: new SnsTopics([topicArn], sns.fetch) };
}

async function verdictOf(topics: SnsTopics, request: WebhookRequest): Promise<string> {
  return topics.verify(request).then(
    () => 'taken',
    (error) => (isSintoniaError(error, 'WEBHOOK_UNVERIFIED') ? 'refused' : String(error)),
  );
}

/** What Amazon's own validator says. It fetches the certificate by `https.get`. */
async function oracleTakes(envelope: unknown): Promise<boolean> {
  vi.spyOn(https, 'get').mockImplementation(((_url: string, answered: (response: unknown) => void) => {
    answered(Object.assign(new PassThrough().end(certificate), { statusCode: 200 }));
    return { on: () => undefined };
  }) as never);
  return new Promise((resolve) => new Oracle().validate(envelope, (error) => resolve(error === null)));
}

const cases: readonly (readonly [string, SnsEnvelope])[] = [
  ['a notification, version 1', signedEnvelope({ a: 1 }, { version: '1' })],
  ['a notification, version 2', signedEnvelope({ a: 1 }, { version: '2' })],
  ['a notification with a subject', signedEnvelope('Hola «Ana»\n日本語', { Subject: 'Amazon SES' })],
  ['a confirmation, version 1', signedEnvelope('Confirm.', { version: '1', ...confirmation })],
  ['a confirmation, version 2', signedEnvelope('Confirm.', { ...confirmation })],
];

describe('a post of SNS', () => {
  it.each(cases)('is verified as by sns-validator: %s', async (_what, envelope) => {
    const { topics } = setUp();
    const whole = { ...envelope, UnsubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe' };
    expect(await verdictOf(topics, snsPost(whole))).toBe('taken');
    expect(await oracleTakes({ ...whole })).toBe(true);
    for (const name of ['Message', 'MessageId', 'Timestamp', 'TopicArn', 'Type', 'Signature'] as const) {
      const changed = { ...whole, [name]: name === 'Timestamp' ? '2026-11-22T07:59:59.127Z' : `${whole[name]}x` };
      expect(await verdictOf(topics, snsPost(changed)), name).toBe('refused');
      if (name !== 'Signature') expect(await oracleTakes({ ...changed }), name).toBe(false);
    }
  });

  it('with any bit of the body changed is refused, each bit of the signature among them', async () => {
    for (const version of ['1', '2'] as const) {
      const { topics } = setUp();
      const request = snsPost(signedEnvelope({ kind: 'Bounce' }, { version }));
      for (let bit = 0; bit < request.rawBody.length * 8; bit++) {
        const rawBody = Uint8Array.from(request.rawBody);
        rawBody[bit >> 3] = (rawBody[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const verdict = await verdictOf(topics, { ...request, rawBody });
        if (verdict !== 'refused') expect.unreachable(`bit ${bit} of version ${version}: ${verdict}`);
      }
    }
  });

  it('signed under version 1 and said to be of version 2 is refused, and the other way round', async () => {
    const { topics } = setUp();
    for (const [from, to] of [
      ['1', '2'],
      ['2', '1'],
    ] as const) {
      const envelope = { ...signedEnvelope({}, { version: from }), SignatureVersion: to };
      expect(await verdictOf(topics, snsPost(envelope))).toBe('refused');
    }
  });

  it.each<[string, Partial<SnsEnvelope>]>([
    ['another topic', { TopicArn: `${topicArn}2` }],
    ['another type', { Type: 'Invoice' }],
    ['another version', { SignatureVersion: '3' }],
    ['a version of Object', { SignatureVersion: 'constructor' }],
    ['no time', { Timestamp: 'yesterday' }],
    ['a time of long ago', { Timestamp: '2026-11-22T06:59:59.000Z' }],
    ['a time to come', { Timestamp: '2026-11-22T09:00:01.000Z' }],
    ...[
      'http://sns.eu-west-1.amazonaws.com/a.pem',
      'https://sns.eu-west-2.amazonaws.com/a.pem',
      'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem',
      'https://evil.example/sns.eu-west-1.amazonaws.com/a.pem',
      'https://sns.eu-west-1.amazonaws.com@evil.example/a.pem',
      'https://sns.eu-west-1.amazonaws.com:8443/a.pem',
      'https://SNS.eu-west-1.amazonaws.com/a.pem',
      'https://sns.eu-west-1.amazonaws.com/../a.pem',
      'https://sns.eu-west-1.amazonaws.com/a.pem?x=.pem',
      'https://sns.eu-west-1.amazonaws.com/?Action=Subscribe#.pem',
      'file:///etc/a.pem',
      '',
    ].map((SigningCertURL): [string, Partial<SnsEnvelope>] => [
      `a certificate at ${SigningCertURL}`,
      { SigningCertURL },
    ]),
  ])('with %s is refused before anything is fetched', async (_what, changes) => {
    const { topics, asked } = setUp();
    expect(await verdictOf(topics, snsPost(signedEnvelope({}, changes)))).toBe('refused');
    // A version that nobody knows is told by the signature, behind the certificate.
    if (changes.SignatureVersion === undefined) expect(asked).toEqual([]);
  });

  it.each(['', '[]', 'null', '{}', '{"Type":1}', '\0'])('that is %j is refused', async (body) => {
    expect(await verdictOf(setUp().topics, snsPost(body))).toBe('refused');
  });

  it('is refused where no topic is set up', async () => {
    const topics = new SnsTopics([], fakeSns().fetch);
    expect(await verdictOf(topics, snsPost(signedEnvelope({})))).toBe('refused');
  });

  it(`counts for ${FRESH_SNS_MS / 60_000} minutes, as long as SNS repeats it`, async () => {
    const request = snsPost(signedEnvelope({}, { Timestamp: new Date(receivedAt).toISOString() }));
    const at = (away: number) => verdictOf(setUp().topics, { ...request, receivedAt: receivedAt + away });
    expect([await at(FRESH_SNS_MS), await at(-FRESH_SNS_MS)]).toEqual(['taken', 'taken']);
    expect([await at(FRESH_SNS_MS + 1), await at(-FRESH_SNS_MS - 1)]).toEqual(['refused', 'refused']);
  });
});

describe('the certificate', () => {
  it('is fetched once, also for posts of the same moment', async () => {
    const { topics, asked } = setUp();
    await Promise.all(cases.map(([, envelope]) => topics.verify(snsPost(envelope))));
    await topics.verify(snsPost(signedEnvelope({})));
    expect(asked).toEqual([certificateUrl]);
  });

  it('that can not be had is asked for again, and SNS told to come again', async () => {
    const { topics, state } = setUp();
    state.isDown = true;
    await expect(topics.verify(snsPost(signedEnvelope({})))).rejects.toMatchObject({
      code: 'SINTONIA_PLATFORM_TRANSIENT',
    });
    state.isDown = false;
    await topics.verify(snsPost(signedEnvelope({})));
  });

  it.each([
    ['no certificate', () => new Response('hello')],
    ['too large', () => new Response(certificate + ' '.repeat(70_000))],
    ['not there', () => new Response('', { status: 404 })],
    ['elsewhere', () => new Response('', { status: 302, headers: { location: 'https://evil.example/a.pem' } })],
  ])('that is %s counts for nothing', async (_what, answer) => {
    const topics = new SnsTopics([topicArn], async () => answer());
    expect(await verdictOf(topics, snsPost(signedEnvelope({})))).not.toBe('taken');
  });
});

describe('a confirmation', () => {
  const abort = new AbortController().signal;

  it('is asked for where the verified post says, and reports nothing else', async () => {
    const { topics, asked } = setUp();
    expect(await topics.shakeHands(snsPost(signedEnvelope('', confirmation)), abort)).toBe(true);
    expect(asked).toEqual([confirmation.SubscribeURL]);
    expect(await topics.shakeHands(snsPost(signedEnvelope({}, { Type: 'UnsubscribeConfirmation' })), abort)).toBe(true);
    expect(await topics.shakeHands(snsPost(signedEnvelope({})), abort)).toBe(false);
    expect(asked).toHaveLength(1);
  });

  const good = confirmation.SubscribeURL ?? '';
  it.each([
    '',
    'hello',
    good.replace('https', 'http'),
    good.replace('eu-west-1.amazonaws', 'eu-west-1.evil'),
    good.replace('//sns', '//eve@sns'),
    good.replace('.com/', '.com:444/'),
    good.replace('ConfirmSubscription', 'DeleteTopic'),
    good.replace(topicArn, `${topicArn}2`),
  ])('is not asked for at %s', async (SubscribeURL) => {
    const { topics, asked } = setUp();
    const request = snsPost(signedEnvelope('', { ...confirmation, SubscribeURL }));
    await expect(topics.shakeHands(request, abort)).rejects.toMatchObject({ code: 'SINTONIA_INPUT_INVALID' });
    expect(asked).toEqual([]);
  });

  it('comes again when SNS could not be reached', async () => {
    const { topics, state } = setUp();
    state.isDown = true;
    const request = snsPost(signedEnvelope('', confirmation));
    await expect(topics.shakeHands(request, abort)).rejects.toMatchObject({ code: 'SINTONIA_PLATFORM_TRANSIENT' });
  });
});
