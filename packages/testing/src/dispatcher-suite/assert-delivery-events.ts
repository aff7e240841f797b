import { assertIdentifier, type DeliveryEvent, deliveryEventKinds, readMoment, readOneOf } from '@sintonia/spec';
import { expect } from 'vitest';

/** That an engine would take all of them. */
export function assertDeliveryEvents(events: readonly DeliveryEvent[]): void {
  expect(Array.isArray(events), 'parseFeedback gives a list').toBe(true);
  events.forEach((event, index) => {
    const path = `events[${index}]`;
    const { id, kind, at, sendKey, providerId, to, by, because, url, ...others } = event;
    expect(Object.keys(others), `${path}: members that mean nothing`).toEqual([]);
    assertIdentifier(id, `${path}.id`);
    readOneOf(kind, `${path}.kind`, deliveryEventKinds);
    expect(readMoment(at, `${path}.at`), `${path}.at in whole milliseconds`).toBe(at);
    for (const [name, value] of Object.entries({ sendKey, providerId, to, because })) {
      if (value !== undefined) assertIdentifier(value, `${path}.${name}`);
    }
    if (by !== undefined) readOneOf(by, `${path}.by`, ['human', 'machine']);
    if (url !== undefined) expect(url, `${path}.url`).toBeTypeOf('string');
    if (by !== undefined)
      expect(['open', 'click', 'unsubscribe'], `${path}.by is about what people do`).toContain(kind);
    expect(because ?? '', `${path}.because is no place for an address`).not.toContain('@');
  });
}
