import { describe, expect, it } from 'vitest';
import { posted, postedWhole, sharedSecret, track } from './segment.fixture.js';
import { segment } from './segment.js';

const consents = { Advertising: 'advertising', Functional: 'personalisation', Analytics: ['analytics', 'advertising'] };
const [collector] = segment({ sharedSecret, consents, unsignedTail: 'accept' }).collectors;
const parse = (...events: object[]) => {
  if (collector === undefined) throw new Error('There must be a collector.');
  return collector.parse(events);
};
const chosen = (categoryPreferences: unknown, more: object = {}) => ({
  ...track,
  event: 'Segment Consent Preference Updated',
  context: { consent: { categoryPreferences } },
  ...more,
});
const said = (...events: object[]) =>
  Object.fromEntries((parse(...events).consents ?? []).map(({ purposes, granted }) => [purposes.join(), granted]));
const no = { advertising: false, personalisation: false, analytics: false };

describe('a choice', () => {
  it('is of our purposes, and a purpose of several categories needs a yes to each', () => {
    expect(said(chosen({ Advertising: true, Functional: true, Analytics: true, Other: true }))).toEqual({
      advertising: true,
      personalisation: true,
      analytics: true,
    });
    expect(said(chosen({ Advertising: true, Functional: true, Analytics: false }))).toMatchObject({
      advertising: false,
      personalisation: true,
    });
    expect(parse(chosen({ Functional: true })).signals).toEqual([]);
    expect(parse(chosen({ Functional: true })).consents?.[0]).toMatchObject({
      userId: track.userId,
      source: 'segment',
    });
  });

  it.each<[unknown]>([
    [{}],
    [null],
    ['true'],
    [[]],
    [{ Advertising: 'true', Functional: 1, Analytics: {} }],
    [JSON.parse('{"__proto__":{"Functional":true}}')],
    [Object.create({ Functional: true })],
  ])('that is missing or anything but true is a no: %j', (preferences) => {
    expect(said(chosen(preferences))).toEqual(no);
  });

  it.each([[{}], [{ context: {} }], [{ context: { consent: {} } }], [{ context: { consent: null } }]])(
    'is none without a consent object: %j',
    (more) => expect(said(chosen({}, { context: undefined, ...more }))).toEqual({}),
  );

  it('counts only where it is signed, if it is a yes', () => {
    const yes = { Advertising: true, Functional: true, Analytics: false };
    const events = [track, chosen(yes, { messageId: 'm-9' })];
    const all = collector?.parse(events, postedWhole(events));
    expect(all?.consents).toHaveLength(3);
    const tail = collector?.parse(events, posted(events));
    expect(tail?.consents?.map(({ granted }) => granted)).toEqual([false, false]);
  });
});

describe('an event', () => {
  const stamped = (Functional: unknown) => ({
    ...track,
    context: { consent: { categoryPreferences: { Functional } } },
  });

  it('that says no to personalisation is left out, and is no choice', () => {
    expect(parse(stamped(false))).toMatchObject({ signals: [], identities: [], consents: [] });
    expect(parse({ ...stamped(false), type: 'identify', traits: { plan: 'gold' } }).identities).toEqual([]);
    expect(parse(stamped(true)).signals).toHaveLength(1);
    expect(parse(stamped(true)).consents).toEqual([]);
    expect(parse(track).signals).toHaveLength(1);
  });

  it('is taken as it is without the option', () => {
    const [without] = segment({ sharedSecret }).collectors;
    expect(without?.parse(stamped(false)).signals).toHaveLength(1);
    expect(without?.parse(chosen({})).consents).toEqual([]);
  });
});
