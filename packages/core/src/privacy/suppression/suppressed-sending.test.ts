import { describe, expect, it } from 'vitest';
import { ContainerModule, TOKENS } from '../../container/index.js';
import { SendGate } from '../../deliver/send-gate.js';
import type { EngineModule } from '../../engine-module.js';
import { ana, postOffice } from '../../feedback/feedback.fixture.js';
import { COLLECTIONS } from '../../store/collections.js';
import { memoryStore } from '../../store/memory-store.js';
import { everythingIn, reachable, storeLike, testEngine } from '../../test-engine.fixture.js';

const address = { channel: 'email', address: 'ana@example.com' };

class ForgetfulGate extends SendGate {
  override async mayStillGo(...given: Parameters<SendGate['mayStillGo']>) {
    const permissions = await super.mayStillGo(...given);
    return permissions.map((permission) => (permission.kind === 'go' ? { ...permission, unchanged: [] } : permission));
  }
}

/** How often a message goes out whose address is suppressed between the question and the claim. */
async function handedOver(modules: readonly EngineModule[] = []): Promise<number> {
  const right = memoryStore();
  let suppress: (() => Promise<void>) | undefined;
  const store = storeLike(right, {
    async commit(batch) {
      const isClaim = batch.put?.some(({ value }) => (value as { state?: string }).state === 'claimed');
      if (isClaim) await suppress?.();
      return right.commit(batch);
    },
  });
  const { engine, mailbox } = await testEngine({ store, modules });
  await reachable(engine, 'ana');
  await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
  suppress = async () => {
    suppress = undefined;
    await engine.suppressions.add(address);
  };
  await engine.tick();
  await engine.tick();
  return mailbox.attempts.length;
}

describe('a suppressed address', () => {
  it('is not written to, also where the message waits already', async () => {
    const { engine, mailbox } = await postOffice();
    const { sendKey } = await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    await engine.suppressions.add(address);
    expect(await engine.tick()).toMatchObject({ suppressed: 1, sent: 0 });
    expect(await engine.fateOf(sendKey)).toMatchObject({ state: 'suppressed' });
    expect((await engine.privacy.export(ana)).entries.outbox).toMatchObject([{ code: 'SINTONIA_ADDRESS_SUPPRESSED' }]);
    expect(mailbox.attempts).toEqual([]);
  });

  it('is not written to where it was suppressed at the moment of claiming', async () => {
    expect(await handedOver()).toBe(0);
    // What this test is worth: a gate that does not insist on what it has read.
    const forgetful = new ContainerModule(({ rebind }) => {
      rebind(TOKENS.SendGate).toResolvedValue(
        (...needed) => new ForgetfulGate(...needed),
        [TOKENS.Channels, TOKENS.ConsentLedger, TOKENS.Suppressions, TOKENS.Decider],
      );
    });
    expect(await handedOver([forgetful])).toBe(1);
  });

  it('is not written to while nobody can tell whether it is one', async () => {
    const right = memoryStore();
    let isDown = false;
    const down = async (collection: string) => {
      if (isDown && collection === COLLECTIONS.suppression) throw new Error('disk');
    };
    const store = storeLike(right, {
      get: async (key) => down(key.collection).then(() => right.get(key)),
    });
    const { engine, mailbox } = await testEngine({ store });
    await reachable(engine, 'ana');
    await engine.send({ ...ana, campaign: 'hello', occasion: 'one' });
    isDown = true;
    await engine.tick().catch(() => undefined);
    expect(mailbox.attempts).toEqual([]);
    isDown = false;
    expect(await engine.tick()).toMatchObject({ sent: 1 });
  });

  it('stays so when its person is erased, and nothing says who that was', async () => {
    const { engine, sent, event, report, store } = await postOffice();
    await report(event('hardBounce', { sendKey: await sent() }));
    await engine.privacy.erase(ana);
    expect(await everythingIn(store, Object.values(COLLECTIONS))).not.toMatch(/ana|@example/);
    await reachable(engine, 'anew', { email: 'ana@example.com' });
    expect((await engine.decide({ userId: 'anew', campaign: 'hello' })).outcome).toBe('hold');
  });

  it('of one tenant is no other tenant’s, and has another mark there', async () => {
    const store = memoryStore();
    const [one, other] = [await testEngine({ store: storeLike(store) }), await testEngine({ store, tenant: 'other' })];
    await one.engine.suppressions.add(address);
    expect(await other.engine.suppressions.has(address)).toBe(false);
    await other.engine.suppressions.add(address);
    const [[first], [second]] = [await one.engine.suppressions.list(), await other.engine.suppressions.list()];
    expect(first?.mark).not.toBe(second?.mark);
  });
});
