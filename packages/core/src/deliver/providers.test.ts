import { HOUR, SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { coded } from '../test-engine.fixture.js';
import { people, withProviders } from './providers.fixture.js';

const both = { one: {}, two: {} };
const ordered = { sms: { providers: ['one', 'two'] } };

describe('of several providers', () => {
  it.each(['busy', 'unreachable', 'slow-down', 'unauthorised'] as const)(
    'the second is asked at once for what the first surely did not take: "%s"',
    async (behaviour) => {
      const { engine, fakes, send } = await withProviders(both, { channels: ordered });
      fakes[0]?.behave(behaviour);
      await send('ana');
      expect(await engine.tick()).toMatchObject({ sent: 1, retrying: 0 });
      expect(fakes.map(({ messages }) => messages.length)).toEqual([0, 1]);
      const { outbox } = (await engine.privacy.export({ userId: 'ana' })).entries;
      expect(outbox).toMatchObject([{ state: 'sent', provider: 'two', providerId: 'two-1' }]);
    },
  );

  it.each([
    ['lose', 'unknown'],
    ['crash', 'unknown'],
    ['refuse', 'failed'],
  ] as const)('the second is not asked after "%s"', async (behaviour, state) => {
    const { engine, fakes, send } = await withProviders(both, { channels: ordered });
    fakes[0]?.behave(behaviour);
    await send('ana');
    expect(await engine.tick()).toMatchObject({ [state]: 1 });
    expect(fakes[1]?.attempts).toEqual([]);
  });

  it('one that asked to be left alone is, while the other serves all', async () => {
    const { engine, fakes, send } = await withProviders(both, { channels: ordered });
    fakes[0]?.behave('slow-down');
    for (const userId of people(40)) await send(userId);
    expect(await engine.tick()).toMatchObject({ sent: 40 });
    expect(fakes[0]?.attempts.length).toBeLessThanOrEqual(8);
  });

  it('when none takes it, it waits for the first that does', async () => {
    const { engine, fakes, send, testClock } = await withProviders(both, { channels: ordered });
    for (const fake of fakes) fake.behave('busy');
    await send('ana');
    const { retrying, next } = await engine.tick();
    expect(retrying).toBe(1);
    expect(fakes.map(({ attempts }) => attempts.length)).toEqual([1, 1]);
    fakes[1]?.behave('accept');
    testClock.set(next as number);
    expect(await engine.tick()).toMatchObject({ sent: 1 });
  });

  it('shares follow weights, and the same message goes the same way', async () => {
    const channels = {
      sms: { strategy: 'weighted' as const, providers: [{ name: 'one', weight: 3 }, 'two'] },
    };
    const rounds = [await withProviders(both, { channels }), await withProviders(both, { channels })];
    const ways = [];
    for (const { engine, fakes, send } of rounds) {
      for (const userId of people(400)) await send(userId);
      await engine.tick();
      ways.push(fakes.map(({ messages }) => messages.map(({ to }) => to).sort()));
    }
    expect(ways[0]).toEqual(ways[1]);
    // Binomial: five standard deviations around 300.
    expect(Math.abs((ways[0]?.[0]?.length ?? 0) - 300)).toBeLessThan(44);
  });

  it('a domain may have its own', async () => {
    const channels = { sms: { ...ordered.sms, domains: { 'Example.org': ['two'] } } };
    const { engine, fakes, send } = await withProviders(both, { channels });
    for (const userId of ['ana@example.com', 'ben@EXAMPLE.org']) await send(userId);
    await engine.tick();
    expect(fakes.map(({ messages }) => messages.map(({ to }) => to))).toEqual([
      ['ana@example.com'],
      ['ben@EXAMPLE.org'],
    ]);
  });

  it('people agree to whatever any of them needs', async () => {
    const { engine, fakes } = await withProviders(both);
    expect((await engine.decide({ userId: 'ana', campaign: 'note' })).outcome).toBe('send');
    const plugins = fakes.map((fake, index) => ({
      name: fake.name,
      specVersion: 1 as const,
      dispatchers: [fake],
      purposes: index === 0 ? [] : ['profiling'],
    }));
    const { testEngine } = await import('../test-engine.fixture.js');
    const campaigns = { note: { channel: 'sms', purpose: 'service', picks: 0, compose: () => ({ text: 'Hello' }) } };
    const strict = await testEngine({ plugins, campaigns, channels: ordered });
    expect((await strict.engine.decide({ userId: 'ana', campaign: 'note' })).outcome).toBe('hold');
  });
});

it('a Retry-After of hours is waited for', async () => {
  const { engine, fakes, send, testClock } = await withProviders({ one: {} });
  const [one] = fakes;
  if (!one) throw new Error('no provider');
  const dispatch = one.dispatch;
  one.dispatch = () =>
    Promise.reject(new SintoniaError('DELIVERY_TRANSIENT', 'later', { details: { retryAfterMs: 5 * HOUR } }));
  await send('ana');
  expect(await engine.tick()).toMatchObject({ retrying: 1, next: testClock.now() + 5 * HOUR });
  one.dispatch = dispatch;
  testClock.advance(5 * HOUR - 1);
  expect(await engine.tick()).toMatchObject({ sent: 0 });
  testClock.advance(1);
  expect(await engine.tick()).toMatchObject({ sent: 1 });
});

describe('channels are refused', () => {
  it.each<[string, unknown, string]>([
    ['that are no object', [], 'channels'],
    ['that nobody serves', { pigeon: {} }, 'channels.pigeon'],
    ['with an unknown option', { sms: { provider: 'one' } }, 'channels.sms.provider'],
    ['with a provider that is not there', { sms: { providers: ['one', 'three'] } }, 'channels.sms.providers[1]'],
    ['with one twice', { sms: { providers: ['one', { name: 'one' }] } }, 'channels.sms.providers'],
    ['without any', { sms: { providers: [] } }, 'channels.sms.providers'],
    ['with an unknown strategy', { sms: { strategy: 'random' } }, 'channels.sms.strategy'],
    ['with a domain for others', { sms: { domains: { 'a.com': ['two'] } } }, 'channels.sms.domains.a.com[0]'],
    ['with no weight', { sms: { providers: [{ name: 'one', weight: 0 }] } }, 'channels.sms.providers[0].weight'],
    [
      'that are too slow',
      { sms: { providers: [{ name: 'one', perSecond: Number.NaN }] } },
      'channels.sms.providers[0].perSecond',
    ],
    [
      'whose warm-up shrinks',
      { sms: { providers: [{ name: 'one', warmUp: { start: 0, firstDay: 1, growth: 0.5 } }] } },
      'channels.sms.providers[0].warmUp.growth',
    ],
  ])('%s', async (_, channels, field) => {
    await expect(withProviders(both, { channels: channels as never })).rejects.toMatchObject(
      coded('OPTION_INVALID', field),
    );
  });
});
