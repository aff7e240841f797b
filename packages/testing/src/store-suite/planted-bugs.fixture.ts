import type { Batch, Store } from '@sintonia/spec';

/** Stores with one bug each, and the laws that must notice, among others. */
export const plantedBugs: Record<string, { store: (right: Store) => Partial<Store>; noticed: readonly RegExp[] }> = {
  'ignores checks': {
    store: (right) => ({ commit: ({ check, ...batch }) => right.commit(batch) }),
    noticed: [/failed check leaves/, /version 0 holds/, /exactly the current/, /100 concurrent/, /random sequences/],
  },
  'writes signals before it checks': {
    store: (right) => ({
      async commit({ append = [], ...batch }) {
        const { appended, duplicates } = await right.commit({ tenant: batch.tenant, append });
        return { ...(await right.commit(batch)), appended, duplicates };
      },
    }),
    noticed: [/failed check leaves/, /does not harm/, /random sequences/],
  },
  'checks and puts in two steps': {
    store: (right) => ({
      async commit({ check = [], ...batch }) {
        await right.commit({ tenant: batch.tenant, check });
        return right.commit(batch);
      },
    }),
    noticed: [/100 concurrent/, /exactly one succeeds/],
  },
  'never refuses duplicates': {
    store: (right) => ({ commit: ({ onDuplicate, ...batch }) => right.commit(batch) }),
    noticed: [/`refuse`, a duplicate refuses/, /`refuse`, a duplicate inside/, /random sequences/],
  },
  'looks for duplicates in the store only': {
    store: (right) => ({
      commit: ({ append = [], ...batch }) =>
        right.commit({
          ...batch,
          append: append.map((signal, at) =>
            append.findIndex(({ id }) => id === signal.id) < at ? { ...signal, id: `${signal.id}#${at}` } : signal,
          ),
        }),
    }),
    noticed: [/two signals with one id/, /a duplicate inside the batch/, /random sequences/],
  },
  'mixes tenants up': {
    store: (right) => ({
      commit: ({ put = [], check = [], delete: gone = [], ...batch }) =>
        right.commit({ ...batch, tenant: 'all', put: put.map(all), check: check.map(all), delete: gone.map(intoOne) }),
      get: (key) => right.get(intoOne(key)),
      scan: (query) => right.scan({ ...query, tenant: 'all' }),
      list: (query) => right.list({ ...query, tenant: 'all' }),
      erase: (_, person) => right.erase('all', person),
    }),
    noticed: [/tenants share nothing/, /random sequences/],
  },
  'numbers versions by key and forgets them with it': {
    store: (right) => {
      const counts = new Map<string, number>();
      return {
        async commit(batch) {
          const result = await right.commit(batch);
          for (const key of batch.delete ?? []) counts.delete(JSON.stringify(key));
          const versions = (batch.put ?? []).map(({ key }) => {
            const version = (counts.get(JSON.stringify(key)) ?? 0) + 1;
            counts.set(JSON.stringify(key), version);
            return version;
          });
          return { ...result, versions };
        },
      };
    },
    noticed: [/never used again/, /random sequences/],
  },
  'sorts as JavaScript does': {
    store: (right) => ({
      list: async (query) =>
        [...(await right.list({ ...query, limit: 10_000 }))]
          .sort((a, b) => (a.key.id < b.key.id ? -1 : a.key.id > b.key.id ? 1 : 0))
          .slice(0, query.limit),
    }),
    noticed: [/order of the UTF-8 bytes/, /plain filter and sort/],
  },
  'always says there is no more': {
    store: (right) => ({ scan: async (query) => ({ ...(await right.scan(query)), more: false }) }),
    noticed: [/pages of every size/, /random sequences/],
  },
  'ignores types': {
    store: (right) => ({ scan: ({ types, ...query }) => right.scan(query) }),
    noticed: [/exactly the signals of these types/, /types are compared as they are/, /random sequences/],
  },
  'gives one type after the other': {
    store: (right) => ({
      async scan({ types, ...query }) {
        if (types === undefined) return right.scan(query);
        const pages = await Promise.all(types.map((type) => right.scan({ ...query, types: [type] })));
        const signals = pages.flatMap((page) => page.signals).slice(0, query.limit);
        const { cursor } = pages.at(-1) ?? {};
        return { signals, more: pages.some(({ more }) => more), ...(cursor !== undefined && { cursor }) };
      },
    }),
    noticed: [/exactly the signals of these types/, /named twice counts once/, /random sequences/],
  },
  'chooses types from a page that it has read': {
    store: (right) => ({
      async scan({ types, ...query }) {
        const page = await right.scan(query);
        return { ...page, signals: page.signals.filter(({ type }) => types?.includes(type) ?? true) };
      },
    }),
    noticed: [/exactly the signals of these types/, /few signals of a type/, /random sequences/],
  },
  'forgets the entries of whom it erases': {
    store: (right) => ({
      async erase(tenant, person) {
        const kept = (await right.list({ tenant, collection: 'things', person, limit: 10_000 })) ?? [];
        const counts = await right.erase(tenant, person);
        await right.commit({ tenant, put: kept });
        return counts;
      },
    }),
    noticed: [/erase removes every/, /nothing remembers/, /random sequences/],
  },
  'trims before it checks': {
    store: (right) => ({
      async commit({ trim = [], ...batch }) {
        await right.commit({ tenant: batch.tenant, trim });
        return right.commit(batch);
      },
    }),
    noticed: [/refused trims nothing/, /random sequences/],
  },
  'trims what it has just appended': {
    store: (right) => ({
      async commit({ trim = [], ...batch }) {
        const result = await right.commit(batch);
        await right.commit({ tenant: batch.tenant, trim });
        return result;
      },
    }),
    noticed: [/ids of trimmed signals may come anew/, /random sequences/],
  },
  'ignores trims': {
    store: (right) => ({ commit: ({ trim, ...batch }) => right.commit(batch) }),
    noticed: [/trim removes/, /cursor stays good when what it stands on is trimmed/],
  },
  'keeps tenants and collections in mind that are empty': {
    store: (right) => {
      const seen = new Map<string, Set<string>>();
      return {
        async commit(batch) {
          const result = await right.commit(batch);
          const collections = seen.get(batch.tenant) ?? new Set();
          for (const { key } of batch.put ?? []) collections.add(key.collection);
          seen.set(batch.tenant, collections);
          return result;
        },
        contents: async () =>
          [...seen].map(([tenant, collections]) => ({ tenant, collections: [...collections].sort() })),
      };
    },
    noticed: [/contents are the tenants/],
  },
  'hands out its own memory': {
    store: (right) => {
      const seen = new Map<string, Awaited<ReturnType<Store['get']>>>();
      return {
        async get(key) {
          const name = JSON.stringify(key);
          if (!seen.has(name)) seen.set(name, await right.get(key));
          return seen.get(name);
        },
      };
    },
    noticed: [/does not change the store/],
  },
  'answers after it is closed': {
    store: (right) => ({ get: (key) => right.get(key).catch(() => undefined) }),
    noticed: [/closed store/],
  },
  'acknowledges before it has written': {
    store: (right) => ({
      async commit(batch) {
        setTimeout(() => right.commit(batch).catch(() => undefined), 20);
        return {
          appended: batch.append?.length ?? 0,
          duplicates: [],
          versions: (batch.put ?? []).map((_, at) => at + 1),
        };
      },
    }),
    noticed: [/seen by the next read/, /happen together/],
  },
};

function intoOne<K extends { readonly tenant: string }>(key: K): K {
  return { ...key, tenant: 'all' };
}

function all<P extends NonNullable<Batch['put']>[number] | NonNullable<Batch['check']>[number]>(part: P): P {
  return { ...part, key: intoOne(part.key) };
}
