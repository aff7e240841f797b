import type { Assigner } from '@sintonia/spec';
import { describe, expect, it } from 'vitest';
import { reachable, testEngine } from '../test-engine.fixture.js';
import { ContainerModule, inject, injectable, TOKENS } from './index.js';

describe('@sintonia/core/container', () => {
  it('rebinds a service to a class that gets the others', async () => {
    @injectable()
    class OurContacts {
      constructor(@inject(TOKENS.Settings) readonly settings: { readonly tenant: string }) {}
      of = async () => ({ sent: [], own: { key: {}, value: [] }, unchanged: [] });
    }
    const ours = new ContainerModule(({ rebind }) => {
      rebind(TOKENS.Contacts).to(OurContacts as never);
    });
    const { engine } = await testEngine({ modules: [ours], frequencyCap: { messages: 1, days: 7 } });
    await reachable(engine, 'ana');
    expect((await engine.decide({ userId: 'ana', campaign: 'hello' })).outcome).toBe('send');
  });

  it('rebinds one to a class that stands in for ours', async () => {
    class Haiku {
      compose = async () => ({ content: { text: 'An old silent pond' }, locale: 'en' });
    }
    const ours = new ContainerModule(({ rebind }) => {
      rebind(TOKENS.Composer).to(Haiku as never);
    });
    const { engine, mailbox } = await testEngine({ modules: [ours] });
    await reachable(engine, 'ana');
    await engine.send({ userId: 'ana', campaign: 'hello', occasion: 'one' });
    await engine.tick();
    expect(mailbox.messages).toMatchObject([{ content: { text: 'An old silent pond' } }]);
  });

  it('rebinds one to a value', async () => {
    const everybody: Assigner = {
      name: 'all',
      specVersion: 1,
      assign: () => ({ variant: 'generic', propensity: 1 }),
    };
    const ours = new ContainerModule(({ rebind }) => {
      rebind(TOKENS.Assigner).toConstantValue(everybody);
    });
    const { engine } = await testEngine({ modules: [ours] });
    expect((await engine.recommend({ userId: 'ana' })).variant).toBe('generic');
  });
});
