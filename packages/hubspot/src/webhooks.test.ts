import { describe, expect, it } from 'vitest';
import { hubspot } from './hubspot.js';
import type { HubSpotOptions } from './hubspot-options.js';
import { event } from './signed-request.fixture.js';

const collectorOf = (options: Partial<HubSpotOptions> = {}) =>
  hubspot({ token: 'pat-hunter-2', ...options }).collectors[0];
const changed = (propertyValue: string | null, others: object = {}) =>
  event('contact.propertyChange', { propertyName: 'phone', propertyValue, ...others });

describe('events', () => {
  it('of one property tell what is newest, in whatever order they come', () => {
    const collector = collectorOf();
    const old = changed('1', { occurredAt: 1000 });
    const recent = changed('2', { occurredAt: 2000, eventId: 2 });
    const newest = [{ anonymousId: 'hubspot-123', traits: { phone: '2' }, updatedAt: 2000 }];
    expect(collector.parse([recent, old]).identities).toEqual(newest);
    // The engine leaves out what is older than what it knows.
    expect(collector.parse([{ ...old, attemptNumber: 3 }]).identities).toMatchObject([{ updatedAt: 1000 }]);
    expect(collector.parse([recent]).identities).toEqual(newest);
  });

  it('that clear a property remove the trait', () => {
    for (const empty of ['', null]) {
      expect(collectorOf().parse([changed(empty)]).identities).toMatchObject([{ traits: { phone: null } }]);
    }
  });

  it('that say somebody is no longer opted out are no consent', () => {
    const subscriptions = { 77: 'marketing/news' };
    const out = (propertyName: string, propertyValue: string) =>
      collectorOf({ subscriptions }).parse([event('contact.propertyChange', { propertyName, propertyValue })]).consents;
    expect(out('hs_email_optout', 'true')).toMatchObject([
      { purposes: ['marketing', 'marketing/news'], granted: false },
    ]);
    expect(out('hs_email_optout_77', 'true')).toMatchObject([{ purposes: ['marketing/news'] }]);
    for (const [name, value] of [
      ['hs_email_optout', 'false'],
      ['hs_email_optout_77', 'false'],
      ['hs_email_optout_78', 'true'],
    ] as const) {
      expect(out(name, value)).toEqual([]);
    }
  });

  it('in the form of objects are the same, and those of other objects nothing', () => {
    const creation = (objectTypeId: string) => [event('object.creation', { objectTypeId })];
    expect(collectorOf().parse(creation('0-1'))).toEqual(collectorOf().parse([event('contact.creation')]));
    const nothing = { identities: [], consents: [], signals: [], erasures: [] };
    expect(collectorOf().parse(creation('0-2'))).toEqual(nothing);
    const { objectId: _, ...association } = event('contact.associationChange', { fromObjectId: 1, toObjectId: 9 });
    const others = [association, { subscriptionType: 'contact.restore' }, event('deal.creation'), event('contact.new')];
    expect(collectorOf().parse(others)).toEqual(nothing);
  });

  it('that nobody can read cost no other, unless they are of privacy or consent, or may be', () => {
    const bad = { occurredAt: 'soon' };
    const fine = [changed('1'), event('contact.privacyDeletion', { objectId: 7 })];
    const broken = [changed('2', { ...bad, eventId: 9 }), event('contact.creation', { objectId: -1 })];
    const merge = event('contact.merge', { mergedObjectIds: 'all' });
    const all = collectorOf().parse([...broken, merge, ...fine]);
    expect(all).toEqual(collectorOf().parse(fine));
    for (const [event_, field] of [
      [event('contact.privacyDeletion', bad), '[1].occurredAt'],
      [changed('true', { ...bad, propertyName: 'hs_email_optout_7' }), '[1].occurredAt'],
      [changed('1', { propertyName: 5 }), '[1].propertyName'],
      [event(5 as never), '[1].subscriptionType'],
    ] as const) {
      expect(() => collectorOf().parse([fine[0], event_])).toThrow(expect.objectContaining({ field }));
    }
    const signals = { 'contact.associationChange': 'Associated' };
    const { objectId: _, ...association } = event('contact.associationChange', { fromObjectId: 1, toObjectId: 9 });
    expect(collectorOf({ signals }).parse([association]).signals).toMatchObject([{ anonymousId: 'hubspot-1' }]);
  });

  it('leave out what no engine would take as a trait', () => {
    const zones = { traits: { hs_timezone: 'timezone', phone: 'phone' } };
    const told = (propertyName: string, propertyValue: string) =>
      collectorOf(zones).parse([event('contact.propertyChange', { propertyName, propertyValue })]).identities;
    expect(told('phone', 'x'.repeat(10_001))).toEqual([]);
    expect(told('phone', 'x'.repeat(10_000))).toHaveLength(1);
    expect(told('hs_timezone', 'europe_slash_madrid')).toEqual([]);
    expect(told('hs_timezone', 'Europe/Madrid')).toHaveLength(1);
  });

  it('become signals where options name them, with ids that tell them apart', () => {
    const collector = collectorOf({ signals: { phone: 'Phone Changed', 'contact.creation': 'Contact Created' } });
    const { signals } = collector.parse([changed('1'), changed('1'), event('contact.creation', { eventId: 2 })]);
    expect(signals).toMatchObject([
      {
        id: 'hubspot-100-12345-123-1699999000000-phone',
        type: 'Phone Changed',
        properties: { property: 'phone', value: '1' },
      },
      { id: 'hubspot-2-12345-123-1699999000000', type: 'Contact Created' },
    ]);
  });
  it('that tell an id which HubSpot never heard of, or of a record that is gone, name nobody', async () => {
    const renamed = [changed('x@example.com', { propertyName: 'email' })];
    const answered = (results: object[]) =>
      collectorOf({ fetch: async () => Response.json({ results }) }).lookUp(renamed);
    const nothing = { identities: [], consents: [] };
    expect(await answered([])).toEqual(nothing);
    expect(await answered([{ id: '123', properties: { email: 'y@example.com' } }])).toEqual(nothing);
    const [told] = (await answered([{ id: '123', properties: { email: 'x@example.com' } }])).identities ?? [];
    expect(told).toMatchObject({ userId: 'x@example.com', anonymousId: 'hubspot-123-1' });
    expect(collectorOf().parse(renamed).identities).toEqual([]);
  });

  it('ask HubSpot nothing where there is nothing to ask', async () => {
    const fetch = () => Promise.reject(new Error('asked'));
    const events = [changed('1'), event('contact.creation'), event('contact.privacyDeletion')];
    expect(await collectorOf({ fetch }).lookUp(events)).toEqual({ identities: [], consents: [] });
  });
});
