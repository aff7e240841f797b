import { type Destination, type PersonUpdate, type Plugin, SintoniaError } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { syncDestination } from '../schedule/sync-destination.js';
import { coded, testEngine } from '../test-engine.fixture.js';

/** A platform that keeps what it is given, and refuses people of these names. */
function crm(refused: readonly string[] = [], purposes: readonly string[] = []) {
  const writes: PersonUpdate[][] = [];
  const destination: Destination = {
    name: 'crm',
    specVersion: 1,
    limits: { batch: 2 },
    async write(updates) {
      writes.push([...updates]);
      return updates.map(({ person }) =>
        refused.includes(person.userId ?? '') ? new SintoniaError('PLATFORM_REJECTED', 'No.') : undefined,
      );
    },
  };
  const plugin: Plugin = { name: 'crm', specVersion: 1, destinations: [destination], purposes };
  return { writes, plugin };
}

const segments = { spaniards: { language: 1, rule: { trait: 'country', is: 'ES' } } } as const;

async function three(plugin: Plugin) {
  const { engine } = await testEngine({
    plugins: [plugin],
    segments,
    traits: { views: { count: 'Product Viewed' } } as never,
  });
  for (const [userId, country] of [
    ['ana', 'ES'],
    ['ben', 'FR'],
    ['eva', 'ES'],
  ] as const) {
    await engine.identify({ userId, traits: { country, email: `${userId}@example.com` } });
  }
  return engine;
}

describe('writing to a platform', () => {
  it('tells segments and the named traits of everybody, in batches, and then only of who has changed', async () => {
    const { plugin, writes } = crm();
    const engine = await three(plugin);
    expect(await engine.sync('crm', { traits: ['country', 'unknown'] })).toEqual({
      destination: 'crm',
      written: 3,
      unchanged: 0,
      withheld: 0,
      failed: 0,
    });
    expect(writes).toEqual([
      [
        { person: { userId: 'ana' }, traits: { country: 'ES' }, segments: ['spaniards'] },
        { person: { userId: 'ben' }, traits: { country: 'FR' }, segments: [] },
      ],
      [{ person: { userId: 'eva' }, traits: { country: 'ES' }, segments: ['spaniards'] }],
    ]);
    writes.length = 0;
    await engine.identify({ userId: 'ben', traits: { country: 'ES' } });
    expect(await engine.sync('crm', { traits: ['country'] })).toMatchObject({ written: 1, unchanged: 2 });
    expect(writes).toEqual([[{ person: { userId: 'ben' }, traits: { country: 'ES' }, segments: ['spaniards'] }]]);
  });

  it('picks come along where they are asked for', async () => {
    const { plugin, writes } = crm();
    const engine = await three(plugin);
    await engine.sync('crm', { picks: 3 });
    expect(writes[0]?.[0]).toMatchObject({ picks: [] });
  });

  it('who refuses personalisation is left out, and who takes a yes back is written once more, with nothing', async () => {
    const { plugin, writes } = crm([], ['crm']);
    const engine = await three(plugin);
    expect(await engine.sync('crm')).toMatchObject({ written: 0, withheld: 3 });
    await engine.privacy.grant({ userId: 'ana', purposes: ['crm'] });
    expect(await engine.sync('crm')).toMatchObject({ written: 1, withheld: 2 });
    await engine.privacy.withdraw({ userId: 'ana', purposes: ['crm'] });
    expect(await engine.sync('crm')).toMatchObject({ written: 1, withheld: 2 });
    expect(writes.at(-1)).toEqual([{ person: { userId: 'ana' }, traits: {}, segments: [] }]);
    expect(await engine.sync('crm')).toMatchObject({ written: 0, withheld: 3 });
  });

  it('somebody refused fails nobody else, and is tried again', async () => {
    const refused = ['ana'];
    const { plugin, writes } = crm(refused);
    const engine = await three(plugin);
    expect(await engine.sync('crm')).toMatchObject({ written: 2, failed: 1 });
    refused.length = 0;
    expect(await engine.sync('crm')).toMatchObject({ written: 1, unchanged: 2 });
    expect(writes.at(-1)).toMatchObject([{ person: { userId: 'ana' } }]);
  });

  it('what was written is forgotten with the person', async () => {
    const { plugin } = crm();
    const engine = await three(plugin);
    await engine.sync('crm');
    expect((await engine.privacy.export({ userId: 'ana' })).entries.synced).toHaveLength(1);
    await engine.privacy.erase({ userId: 'ana' });
    expect((await engine.privacy.export({ userId: 'ana' })).entries.synced).toEqual([]);
  });

  it('a job does it again and again', async () => {
    const { plugin, writes } = crm();
    const jobs = { crm: syncDestination({ destination: 'crm', schedule: { every: '1h' } }) };
    const { engine } = await testEngine({ plugins: [plugin], jobs });
    await engine.identify({ userId: 'ana', traits: { plan: 'x' } });
    await engine.jobs.run('crm');
    expect(writes).toHaveLength(1);
  });

  it('to nobody known, with a wrong number, or aborted, nothing happens', async () => {
    const { plugin, writes } = crm();
    const engine = await three(plugin);
    await expect(engine.sync('nobody')).rejects.toMatchObject(coded('DESTINATION_UNKNOWN', 'destination'));
    await expect(engine.sync('crm', { picks: 101 })).rejects.toMatchObject(coded('INPUT_INVALID', 'picks'));
    await expect(engine.sync('crm', { abort: AbortSignal.abort() })).rejects.toMatchObject(coded('ABORTED'));
    expect(writes).toEqual([]);
  });
});
