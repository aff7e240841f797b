import { describe, expect, it } from 'vitest';
import {
  fetchSetting,
  flagSetting,
  identifierSetting,
  mapSetting,
  momentSetting,
  namesSetting,
  numberSetting,
  oneOfSetting,
  optional,
  patternSetting,
  readSettings,
  secretSetting,
  secretsSetting,
  textSetting,
  urlSetting,
  withDefault,
} from './settings.js';

const description = {
  shop: urlSetting(['https:']),
  token: secretSetting(),
  label: optional(textSetting({ max: 10 })),
  retries: withDefault(numberSetting({ min: 0, max: 5, whole: true }), 2),
  mode: withDefault(oneOfSetting(['test', 'live']), 'test'),
  strict: withDefault(flagSetting, true),
  old: withDefault(secretsSetting({ min: 6 }), []),
  version: optional(patternSetting(/^\d{4}$/, 'must be a year')),
  fetch: withDefault(fetchSetting, fetch),
  names: withDefault(namesSetting, []),
  id: withDefault(identifierSetting, 'x'),
  since: withDefault(momentSetting, 0),
  map: mapSetting(flagSetting),
};
const good = { shop: 'https://shop.example.com', token: 'hunter-2-hunter-2' };

describe('readSettings', () => {
  it('reads what is given and completes the rest, typed', () => {
    const { shop, retries, mode, ...rest } = readSettings({ ...good, mode: 'live' }, description);
    expect(shop.host).toBe('shop.example.com');
    expect(retries + 1).toBe(3);
    expect(mode satisfies 'test' | 'live').toBe('live');
    expect(rest).toEqual({
      token: 'hunter-2-hunter-2',
      label: undefined,
      strict: true,
      old: [],
      version: undefined,
      fetch,
      names: [],
      id: 'x',
      since: 0,
      map: new Map(),
    });
    expect(readSettings({ ...good, since: '1970-01-02', names: ['a', 'a'] }, description)).toMatchObject({
      since: 86_400_000,
      names: ['a'],
    });
    expect(readSettings({ ...good, old: 'secret' }, description).old).toEqual(['secret']);
  });

  it.each<[field: string, options: unknown]>([
    ['options', null],
    ['options', []],
    ['options', 'hunter-2'],
    ['shop', { token: good.token }],
    ['shop', { ...good, shop: 'http://shop.example.com' }],
    ['shop', { ...good, shop: 'hunter-2' }],
    ['shop', { ...good, shop: 'https://' }],
    ['token', { shop: good.shop }],
    ['token', { ...good, token: 'hunter' }],
    ['token', { ...good, token: 'hunter-2-hunter-2\n' }],
    ['label', { ...good, label: '' }],
    ['label', { ...good, label: 'hunter-2\r\n' }],
    ['label', { ...good, label: 'hunter-2 is too long' }],
    ['retries', { ...good, retries: 6 }],
    ['retries', { ...good, retries: 1.5 }],
    ['retries', { ...good, retries: '1' }],
    ['retries', { ...good, retries: Number.NaN }],
    ['mode', { ...good, mode: 'toString' }],
    ['strict', { ...good, strict: 'false' }],
    ['old', { ...good, old: [] }],
    ['old', { ...good, old: ['hunter', 'hunt'] }],
    ['old', { ...good, old: Array(5).fill('hunter-2') }],
    ['version', { ...good, version: 'hunter' }],
    ['version', { ...good, version: 2026 }],
    ['fetch', { ...good, fetch: 'hunter' }],
    ['names', { ...good, names: ['hunter', ''] }],
    ['id', { ...good, id: '' }],
    ['since', { ...good, since: 'hunter' }],
    ['map', { ...good, map: [] }],
    ['map.a', { ...good, map: { a: 'hunter' } }],
    ['tokne', { ...good, tokne: 'hunter-2' }],
    ['constructor', { ...good, constructor: 'hunter-2' }],
  ])('names %s when it is wrong, and does not repeat it', (field, options) => {
    try {
      readSettings(options, description);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field });
      expect(String(error)).not.toContain('hunter');
    }
  });
});
