import { expect, it } from 'vitest';
import { isTimeZone } from './text-traits.js';

it.each(['Europe/Madrid', 'UTC', 'america/lima'])('%s is a time zone', (zone) => expect(isTimeZone(zone)).toBe(true));
it.each(['', 'Europe/Nowhere', 'Madrid'])('%j is none', (zone) => expect(isTimeZone(zone)).toBe(false));
