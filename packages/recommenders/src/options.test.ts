import { expect, it } from 'vitest';
import { auto, content, ease, factors, itemLists, popular, spectral } from './index.js';

it.each(Object.entries({ auto, content, ease, factors, itemLists, popular, spectral }))(
  '%s refuses an option that nobody reads, and says which',
  (_, make) => {
    const refused = expect.objectContaining({ code: 'SINTONIA_OPTION_INVALID', field: 'halflife' });
    expect(() => make({ halflife: 3 } as never)).toThrow(refused);
    expect(() => make({ personLimit: 5 })).not.toThrow();
  },
);
