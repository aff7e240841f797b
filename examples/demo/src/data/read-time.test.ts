import { DAY } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { readTime } from './read-time.js';

it.each([
  ['2016-11-08', '2016-11-08T00:00:00.000Z'],
  ['2010-12-01 08:26:00', '2010-12-01T08:26:00.000Z'],
  ['2010-12-01 08:26', '2010-12-01T08:26:00.000Z'],
  ['2010-12-01T08:26:00Z', '2010-12-01T08:26:00.000Z'],
  ['2010-12-01T08:26:00.123456+02:00', '2010-12-01T06:26:00.123Z'],
  ['2010-12-01T08:26:00-0530', '2010-12-01T13:56:00.000Z'],
  ['1/2/2011', '2011-01-02T00:00:00.000Z'],
  ['12/31/2011 9:05', '2011-12-31T09:05:00.000Z'],
  ['12/31/2011 12:05:09 AM', '2011-12-31T00:05:09.000Z'],
  ['12/31/2011, 1:05 PM', '2011-12-31T13:05:00.000Z'],
  ['20111231', '2011-12-31T00:00:00.000Z'],
  ['1325289600', '2011-12-31T00:00:00.000Z'],
  ['1325289600.5', '2011-12-31T00:00:00.500Z'],
  ['1325289600123', '2011-12-31T00:00:00.123Z'],
  ['1325289600123456', '2011-12-31T00:00:00.123Z'],
  [' 2016-11-08 ', '2016-11-08T00:00:00.000Z'],
])('%s', (written, moment) => expect(new Date(readTime(written) as number).toISOString()).toBe(moment));

it.each(['', 'yesterday', '2011-02-30', '2011-13-01', '13/31/2011', '2011-01-01 25:00:00', '-5', '1e9', 'NaN'])(
  'no moment: %s',
  (written) => expect(readTime(written)).toBeUndefined(),
);

it('takes no moment far in the future, which would shift everything', () => {
  const today = Date.parse('2026-01-01');
  expect(readTime('9999-12-31', today)).toBeUndefined();
  expect(readTime('2026-06-01', today)).toBe(Date.parse('2026-06-01'));
  expect(readTime(String(today + 400 * DAY), today)).toBeUndefined();
});
