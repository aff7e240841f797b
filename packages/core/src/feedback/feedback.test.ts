import { DAY, type DeliveryEvent, HOUR } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { COLLECTIONS } from '../store/collections.js';
import { everythingIn, reachable } from '../test-engine.fixture.js';
import { ana, postOffice } from './feedback.fixture.js';

const times = (more: object) => ({ human: 0, machine: 0, unsaid: 0, ...more });

describe('what a provider reports', () => {
  it('is known of the message, each report once', async () => {
    const { engine, sent, event, report, store, testClock, told } = await postOffice();
    const sendKey = await sent();
    expect(await engine.fateOf(sendKey)).toEqual({
      sendKey,
      person: 'ana',
      campaign: 'hello',
      channel: 'email',
      state: 'sent',
      facts: {},
    });
    const delivered = event('delivered', { sendKey, to: 'ana@example.com', because: '2.0.0' });
    const opened = event('open', { sendKey, by: 'human', at: testClock.now() + 1 });
    const prefetched = event('open', { sendKey, by: 'machine' });
    expect(await report(opened, prefetched, delivered)).toEqual({
      accepted: 3,
      duplicates: [],
      refused: [],
      unmatched: 0,
    });
    expect(await report(delivered, opened)).toMatchObject({ accepted: 0, duplicates: [delivered.id, opened.id] });
    expect(await engine.fateOf(sendKey)).toMatchObject({
      delivery: 'delivered',
      facts: {
        delivered: { first: testClock.now(), times: times({ unsaid: 1 }), because: '2.0.0' },
        open: { first: testClock.now(), last: testClock.now() + 1, times: times({ human: 1, machine: 1 }) },
      },
    });
    expect(told).toHaveLength(3);
    const { feedback, addressHistory, receipt, suppression, outbox } = COLLECTIONS;
    expect(await everythingIn(store, [feedback, addressHistory, receipt, suppression, outbox])).not.toContain('@');
    expect(JSON.stringify(told)).not.toContain('@');
    expect(told[2]).toEqual({
      kind: 'delivered',
      channel: 'email',
      at: testClock.now(),
      because: '2.0.0',
      message: { sendKey, campaign: 'hello', person: 'ana' },
    });
  });

  it('is a signal where it is what the person did, and not where their server or a program did it', async () => {
    const { engine, sent, event, report, testClock } = await postOffice();
    const sendKey = await sent('news');
    testClock.advance(DAY);
    const click = event('click', { sendKey, url: 'https://shop.example/mug?customer=ana' });
    const others = [event('delivered', { sendKey }), event('open', { sendKey, by: 'machine' })];
    await report(click, ...others);
    await report(click);
    const { signals } = await engine.privacy.export(ana);
    expect(signals).toMatchObject([
      {
        type: 'Message Clicked',
        timestamp: testClock.now(),
        properties: { sendKey, campaign: 'news', channel: 'email', url: 'https://shop.example/mug' },
      },
    ]);
    expect(await engine.profileOf(ana)).toMatchObject({ counts: { 'Message Clicked': 1 } });
    expect((await engine.preferencesOf(ana)).channel).toBe('email');
  });

  it('is matched by the provider’s own id, too', async () => {
    const { engine, sent, event, report } = await postOffice();
    const sendKey = await sent();
    expect(await report(event('delivered', { providerId: 'fake-1' }))).toMatchObject({ accepted: 1, unmatched: 0 });
    expect(await engine.fateOf(sendKey)).toMatchObject({ delivery: 'delivered' });
    expect(await report(event('delivered', { providerId: 'fake' }))).toMatchObject({ unmatched: 1 });
  });

  it('of nobody knows which message is counted', async () => {
    const { sent, event, report, told } = await postOffice();
    await sent();
    expect(await report(event('delivered', { sendKey: 'other' }), event('open'))).toEqual({
      accepted: 2,
      duplicates: [],
      refused: [],
      unmatched: 2,
    });
    expect(told.every(({ message }) => message === undefined)).toBe(true);
  });

  it('about reading is not kept of who does not agree to it', async () => {
    const { engine, sent, event, report } = await postOffice();
    const sendKey = await sent();
    await engine.privacy.withdraw({ ...ana, purposes: ['personalisation'] });
    const events = [
      event('open', { sendKey, by: 'machine' }),
      event('click', { sendKey }),
      event('delivered', { sendKey }),
    ];
    expect(await report(...events)).toMatchObject({
      accepted: 1,
      refused: [
        { index: 0, code: 'SINTONIA_CONSENT_DENIED' },
        { index: 1, code: 'SINTONIA_CONSENT_DENIED' },
      ],
    });
    expect(Object.keys((await engine.fateOf(sendKey))?.facts ?? {})).toEqual(['delivered']);
  });

  it('that cannot be read is refused, and the rest is taken', async () => {
    const { engine, mailbox, sent, event, testClock } = await postOffice();
    const sendKey = await sent();
    mailbox.parseFeedback = () => [
      { ...event('delivered', { sendKey }), kind: 'arrived' as never },
      { ...event('delivered', { sendKey }), id: '' },
      event('delivered', { sendKey, at: testClock.now() + HOUR }),
      event('delivered', { sendKey, by: 'ghost' as never, because: 'no such user ana@example.com' }),
    ];
    expect(await engine.receive('fake', mailbox.report([]))).toMatchObject({
      accepted: 1,
      refused: [
        { index: 0, code: 'SINTONIA_INPUT_INVALID', field: 'events[0].kind' },
        { index: 1, code: 'SINTONIA_INPUT_INVALID', field: 'events[1].id' },
        { index: 2, code: 'SINTONIA_SIGNAL_TIMESTAMP_FUTURE', field: 'events[2].at' },
      ],
    });
    expect((await engine.fateOf(sendKey))?.facts.delivered).not.toHaveProperty('because');
  });

  it('is gone with the person, and no report brings it back', async () => {
    const { engine, store, sent, event, report } = await postOffice();
    const sendKey = await sent('news');
    const reports: DeliveryEvent[] = [
      event('delivered', { sendKey }),
      event('softBounce', { sendKey }),
      event('open', { sendKey }),
    ];
    await report(...reports);
    await engine.privacy.erase(ana);
    expect(await engine.fateOf(sendKey)).toBeUndefined();
    expect(await report(...reports, event('complaint', { sendKey }))).toMatchObject({ unmatched: 4 });
    const { feedback, addressHistory, receipt, consent, outbox } = COLLECTIONS;
    expect(await everythingIn(store, [feedback, addressHistory, receipt, consent, outbox])).toBe('[[],[],[],[],[],[]]');
  });
});

it('messages of two people never get mixed up', async () => {
  const { engine, sent, event, report } = await postOffice();
  await reachable(engine, 'ben');
  const [first, second] = [await sent('hello', 'ana'), await sent('hello', 'ben')];
  await report(event('delivered', { sendKey: first }), event('hardBounce', { sendKey: second }));
  expect(await engine.fateOf(first)).toMatchObject({ delivery: 'delivered' });
  expect(await engine.fateOf(second)).toMatchObject({ delivery: 'hardBounce', person: 'ben' });
});
