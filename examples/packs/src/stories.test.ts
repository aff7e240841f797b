import { describe, expect, it } from 'vitest';
import { eCommerce } from './e-commerce.js';
import { finance } from './finance.js';
import { health } from './health.js';
import { media } from './media.js';
import { saas } from './saas.js';
import { each, type Step, told } from './story.fixture.js';

describe('a shop', () => {
  it.each<[string, Step[], string[]]>([
    [
      'somebody new with a full basket',
      [
        ['Product Viewed', 1],
        ['Product Added', 1],
      ],
      ['left-a-cart', 'newcomer'],
    ],
    ['who looks again and again', each('Product Viewed', 1, 2, 20, 3), ['looks-around']],
    [
      'who ordered once',
      [
        ['Product Added', 2],
        ['Order Completed', 1, { value: 30 }],
      ],
      ['first-order'],
    ],
    ['who comes back', each('Order Completed', 5, 90), ['regular']],
    ['who orders all the time', each('Order Completed', 5, 90, 150, 200, 300), ['regular', 'vip']],
    ['who came once, long ago', each('Order Completed', 130), ['first-order', 'stays-away']],
  ])('knows %s', async (_, steps, segments) => {
    expect((await told({ pack: eCommerce, steps })).segments).toEqual(segments);
  });
});

describe('software', () => {
  const engineer = { jobTitle: 'Senior Software Engineer' };

  it.each<[string, Step[], object, string[]]>([
    ['an engineer who has just come', each('Logged In', 1), engineer, ['new-account', 'onboarding-technical']],
    [
      'a director who is stuck',
      each('Logged In', 4),
      { jobTitle: 'Directora de Ventas' },
      ['new-account', 'stuck', 'onboarding-decision-maker'],
    ],
    [
      'a team that is under way',
      [
        ['Project Created', 5],
        ['Teammate Invited', 4],
      ],
      {},
      ['new-account', 'activated'],
    ],
    ['who uses it daily', [...each('Feature Used', 1, 2, 3, 4, 5), ['Logged In', 50]], {}, ['in-use']],
    ['who stopped', each('Feature Used', 20, 21, 22, 23, 24), {}, ['fading']],
    [
      'who has outgrown the free plan',
      [...each('Limit Reached', 2, 9), ['Logged In', 50]],
      { plan: 'free' },
      ['upsell'],
    ],
    ['who pays already', [...each('Limit Reached', 2, 9), ['Logged In', 50]], { plan: 'paid' }, []],
  ])('knows %s', async (_, steps, traits, segments) => {
    expect((await told({ pack: saas, steps, traits: traits as Record<string, string> })).segments).toEqual(segments);
  });
});

describe('media', () => {
  it.each<[string, Step[], string[], string]>([
    ['who can’t stop', each('Content Completed', 0.1, 0.5, 1, 2, 2.5), ['newcomer', 'binger'], 'retention'],
    ['who finishes nothing', each('Content Played', 1, 2, 3, 4, 5), ['newcomer', 'sampler'], 'consideration'],
    [
      'whom nothing suits',
      each('Content Skipped', 1, 1, 1, 2, 2, 3, 3, 4, 5, 6),
      ['newcomer', 'restless'],
      'consideration',
    ],
    ['who is heard of no more', each('Content Completed', 60, 61, 62, 63, 64), ['fell-silent'], 'lapsed'],
    [
      'who pays',
      [
        ['Subscription Started', 100],
        ['Content Saved', 1],
      ],
      ['subscriber'],
      'decision',
    ],
  ])('knows %s', async (_, steps, segments, stage) => {
    const story = await told({ pack: media, steps });
    expect(story.segments).toEqual(segments);
    expect(story.among).toContain(`lifecycle/${stage}`);
  });
});

describe('finance', () => {
  const saves: Step[] = [['Goal Created', 50], ...each('Transfer Made', 10, 40)];
  const traits = { yearlyIncome: 60_000 };
  const agrees = ['financial-profiling'];

  it.each<[string, Step[], string[]]>([
    ['who stopped in the middle of an application', each('Application Started', 2), ['half-applied']],
    ['who saves and could invest', saves, ['saver', 'invest-ready']],
    [
      'who is short of money, and sells them nothing',
      [...saves, ...each('Overdraft Used', 1, 5, 9)],
      ['saver', 'strained'],
    ],
    ['who has a goal alone', each('Goal Created', 3), ['goal-without-plan']],
  ])('knows %s', async (_, steps, segments) => {
    expect((await told({ pack: finance, steps, traits, agrees })).segments).toEqual(segments);
  });

  it('neither keeps nor concludes anything without consent', async () => {
    const { segments, among, refused } = await told({ pack: finance, steps: saves, traits });
    expect(refused).toBe(3);
    expect(segments).toEqual([]);
    expect(among.filter((each) => each.startsWith('income/'))).toEqual([]);
  });
});

describe('health', () => {
  const traits = { healthProgramme: 'diabetes' };
  const agrees = ['health'];

  it.each<[string, Step[], string[]]>([
    [
      'who missed an appointment',
      each('Appointment Missed', 3),
      ['newcomer', 'missed-appointment', 'first-steps-diabetes'],
    ],
    [
      'who has booked again',
      [
        ['Appointment Missed', 3],
        ['Appointment Booked', 1],
      ],
      ['newcomer', 'first-steps-diabetes'],
    ],
    [
      'who keeps going',
      [...each('Measurement Logged', 1, 2, 3, 4, 5), ...each('Lesson Completed', 50, 40, 30)],
      ['keeps-going'],
    ],
    [
      'who pauses',
      [...each('Measurement Logged', 21, 22, 23, 24, 25), ...each('Lesson Completed', 50, 40, 30)],
      ['paused'],
    ],
  ])('knows %s', async (_, steps, segments) => {
    expect((await told({ pack: health, steps, traits, agrees })).segments).toEqual(segments);
  });

  it('neither keeps nor concludes anything without consent, nor after it is withdrawn', async () => {
    const steps = each('Measurement Logged', 21, 22, 23, 24, 25);
    const silent = await told({ pack: health, steps, traits });
    expect([silent.refused, silent.segments, silent.among]).toEqual([5, [], []]);
    const { engine } = await told({ pack: health, steps, traits, agrees: ['health'] });
    await engine.privacy.withdraw({ userId: 'ana', purposes: ['health'] });
    const { memberships } = await engine.segmentsOf({ userId: 'ana' });
    expect(memberships.filter(({ segment }) => segment !== 'newcomer')).toEqual([]);
    const { outcome } = await engine.decide({ userId: 'ana', campaign: 'begin-again' });
    expect(outcome).toBe('hold');
  });

  it('writes to who agrees, and the subject says nothing', async () => {
    const steps = each('Measurement Logged', 21, 22, 23, 24, 25);
    const { engine } = await told({ pack: health, steps, traits, agrees: ['health'] });
    expect((await engine.decide({ userId: 'ana', campaign: 'begin-again' })).outcome).toBe('send');
    expect((await engine.decide({ userId: 'ana', campaign: 'book-again' })).outcome).toBe('hold');
    expect(health.offers['begin-again']?.texts.en.subject).toBe('A message for you');
  });
});
