import { describe, expect, it } from 'vitest';
import { agreeing } from './agreeing.fixture.js';
import { hubspotOfEachTest } from './each-test.fixture.js';

const ana = { userId: 'ana@example.com' };
const hubspot = hubspotOfEachTest();

describe('events', () => {
  it('are sent once by their id, by what HubSpot knows the person', async () => {
    const contact = hubspot.server.add({ customer: 'u-1' });
    const one = { id: 'o-1', name: 'pe1_order', at: 0, properties: { total: 5, what: 'mug', none: null } };
    const plugin = hubspot.server.plugin();
    expect(
      await plugin.sendEvents(
        [
          { ...one, person: ana },
          { ...one, id: 'o-2', person: { anonymousId: 'x' } },
          { ...one, id: 'o-3', person: { userId: 'no@example.com' } },
        ],
        agreeing,
      ),
    ).toBe(1);
    await plugin.sendEvents([{ ...one, person: ana }], agreeing);
    expect([...hubspot.server.events.values()]).toEqual([
      {
        email: 'ana@example.com',
        eventName: 'pe1_order',
        occurredAt: '1970-01-01T00:00:00.000Z',
        properties: { total: '5', what: 'mug' },
        uuid: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
      },
    ]);
    const byOwn = hubspot.server.plugin({ idProperty: 'customer', events: { Bought: 'pe1_bought' } });
    const signal = { id: 's', type: 'Bought', person: 'u-1', timestamp: 0, receivedAt: 0, itemId: 'mug' };
    expect(await byOwn.sendSignals([signal, { ...signal, type: 'Seen' }, { ...signal, person: 'u-2' }], agreeing)).toBe(
      1,
    );
    expect([...hubspot.server.events.values()][1]).toMatchObject({
      objectId: contact.id,
      properties: { item_id: 'mug' },
    });
  });
});
