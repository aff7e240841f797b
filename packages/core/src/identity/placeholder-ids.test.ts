import { describe, expect, it } from 'vitest';
import { placeholderIds } from './placeholder-ids.js';

describe('placeholderIds', () => {
  const isPlaceholder = placeholderIds({ blocked: ['Kiosk-7'], allowed: ['0'] });

  it.each([
    ...['null', 'NULL', ' undefined ', 'None', 'N/A', '-1', 'anonymous', 'Guest', 'unknown', 'true', 'false'],
    ...['[object Object]', '   ', 'NaN', '(not set)', '00', '0000000000', '00000000-0000-0000-0000-000000000000'],
    ...['ffffffff-ffff-ffff-ffff-ffffffffffff', '1111111111111111', 'xxx', '???', '---', '0.0', 'kiosk-7', ' KIOSK-7'],
  ])('knows %j for one', (id) => {
    expect(isPlaceholder(id)).toBe(true);
  });

  it.each([
    ...['0', '1', '7', '11', '222', '3333', '99999999', 'a', 'aa', 'a-a', 'ana', 'null@example.com', 'nullable'],
    ...['guest-17', '00000000-0000-0000-0000-000000000001', '100', '-2', '猫', '~', 'anonymous-5f2e', '__proto__'],
  ])('takes %j for somebody', (id) => {
    expect(isPlaceholder(id)).toBe(false);
  });

  it('takes 0 for one unless it is allowed', () => {
    expect(placeholderIds()('0')).toBe(true);
  });
});
