import type { ConsentState, PersonReference } from '@sintonia/spec';

const said = (granted: boolean): ConsentState => ({ granted, because: 'default' });

/** As an engine is asked whether people agree: all do, but for `no@example.com`. */
export const agreeing = {
  privacy: {
    stateAt: async ({ userId }: PersonReference) => ({ personalisation: said(userId !== 'no@example.com') }),
  },
};
