import { describe, expect, it } from 'vitest';
import { thrownBy } from '../thrown.fixture.js';
import { assertKnownOptions } from './known-options.js';

describe('assertKnownOptions', () => {
  it('lets known options pass, and none at all', () => {
    expect(() => assertKnownOptions({ holdout: 0, seed: undefined }, ['holdout', 'seed'])).not.toThrow();
    expect(() => assertKnownOptions({}, ['holdout'])).not.toThrow();
  });

  it('names what is unknown, and says what there is', () => {
    const error = thrownBy(() => assertKnownOptions({ holdOut: 0 }, ['holdout', 'seed']));
    expect(error).toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field: 'holdOut' });
    expect(error.message).toBe('holdOut is no option here; there are holdout, seed.');
    expect(thrownBy(() => assertKnownOptions({ till: 8 }, ['to'], 'quietHours')).field).toBe('quietHours.till');
  });

  it.each([[null], [7], ['options'], [[]]])('refuses %j for an object', (options) => {
    const error = thrownBy(() => assertKnownOptions(options, [], 'frequencyCap'));
    expect(error).toMatchObject({ code: 'SINTONIA_OPTION_INVALID', field: 'frequencyCap' });
  });
});
