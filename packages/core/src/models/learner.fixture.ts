import { type FitReport, type Plugin, type Recommender, SintoniaError } from '@sintonia/spec';

/** A model that learns how many interactions there are, recommends an item of that name, and counts its fits. */
export function learner(name = 'learner') {
  let learnt: number | undefined;
  const state = { fits: 0, restores: 0, fails: undefined as unknown, wait: undefined as Promise<unknown> | undefined };
  const recommender: Recommender = {
    name,
    specVersion: 1,
    impersonal: true,
    recommend: ({ allows, limit }) => {
      const itemId = `after-${learnt}`;
      if (learnt === undefined || !allows(itemId) || limit < 1) return [];
      return [{ itemId, score: 1, reasons: [{ kind: 'trending', contribution: 1 }] }];
    },
    async fit({ interactions, abort }): Promise<FitReport> {
      state.fits += 1;
      let count = 0;
      for await (const page of interactions()) count += page.length;
      await state.wait;
      if (state.fails) throw state.fails;
      if (abort.aborted) throw new SintoniaError('ABORTED', 'aborted');
      learnt = count;
      return { people: 1, items: 1, interactions: count, outcome: 'fitted' };
    },
    snapshot: () => (learnt === undefined ? undefined : new TextEncoder().encode(JSON.stringify({ learnt }))),
    restore(bytes) {
      state.restores += 1;
      learnt = JSON.parse(new TextDecoder().decode(bytes)).learnt;
    },
  };
  const plugin: Plugin = { name, specVersion: 1, recommenders: [recommender] };
  return { plugin, state, recommender };
}
