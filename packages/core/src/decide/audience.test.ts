import { expect, it } from 'vitest';
import { hello, reachable, testEngine } from '../test-engine.fixture.js';

it('a campaign with an audience goes to who is in the segment at that moment, and says so', async () => {
  const { engine } = await testEngine({
    segments: { paying: { language: 1, rule: { trait: 'plan', is: 'paid' } } },
    campaigns: { thanks: { ...hello, audience: 'paying' } } as never,
  });
  await reachable(engine, 'ana', { plan: 'free' });
  const decide = () => engine.decide({ userId: 'ana', campaign: 'thanks' });
  const details = { segment: 'paying' };
  const held = await decide();
  expect(held.outcome).toBe('hold');
  expect(held.trace).toContainEqual({ rule: 'audience', verdict: 'hold', because: 'notInAudience', details });
  await engine.identify({ userId: 'ana', traits: { plan: 'paid' } });
  const sent = await decide();
  expect(sent.outcome).toBe('send');
  expect(sent.trace).toContainEqual({ rule: 'audience', verdict: 'pass', because: 'inAudience', details });
  await engine.privacy.withdraw({ userId: 'ana', purposes: ['personalisation'] });
  expect((await decide()).outcome).toBe('hold');
});
