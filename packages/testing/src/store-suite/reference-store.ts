import {
  type Batch,
  type Cursor,
  type Entry,
  type Key,
  readMoment,
  readSignalTypes,
  type Signal,
  SintoniaError,
  type Store,
} from '@sintonia/spec';

interface Place {
  readonly place: number;
  readonly tenant: string;
  readonly signal: Signal;
}

/**
 * A store so simple that one can see it is right, and slow for the same reason. The suite compares others with it, and plants
 * bugs in it to see itself fail.
 */
export function referenceStore(): Store {
  let log: Place[] = [];
  let entries: Entry[] = [];
  let places = 0;
  let version = 0;
  let isClosed = false;

  const assertOpen = () => {
    if (isClosed) throw new SintoniaError('STORE_CLOSED', 'The store is closed.');
  };
  const assertLimit = (limit: number) => {
    if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) invalid('limit');
  };
  const find = (key: Key) => entries.find((entry) => compareKeys(entry.key, key) === 0);
  const remove = (key: Key) => {
    entries = entries.filter((entry) => compareKeys(entry.key, key) !== 0);
  };

  return {
    name: 'reference',
    specVersion: 1,

    async commit({ tenant, append = [], onDuplicate, check = [], put = [], delete: gone = [], trim = [] }: Batch) {
      assertOpen();
      const keys = [...check.map(({ key }) => key), ...put.map(({ key }) => key), ...gone];
      if (keys.some((key) => key.tenant !== tenant)) invalid('tenant');
      if (check.some(({ key, version }) => (find(key)?.version ?? 0) !== version)) {
        throw new SintoniaError('STORE_CONFLICT', 'A check failed.');
      }
      for (const { before } of trim) readMoment(before, 'trim.before');
      const left = log.filter(
        (other) =>
          other.tenant !== tenant ||
          !trim.some(({ person, before }) => other.signal.person === person && other.signal.timestamp < before),
      );
      const known = new Set(left.filter((other) => other.tenant === tenant).map(({ signal }) => signal.id));
      const fresh: Signal[] = [];
      const duplicates: string[] = [];
      for (const signal of append) {
        if (known.has(signal.id)) duplicates.push(signal.id);
        else fresh.push(signal);
        known.add(signal.id);
      }
      if (duplicates.length > 0 && onDuplicate === 'refuse') {
        throw new SintoniaError('STORE_DUPLICATE', 'Stored already.', { details: { ids: duplicates } });
      }
      log = left;
      for (const signal of fresh) {
        places += 1;
        log.push({ place: places, tenant, signal: structuredClone(signal) });
      }
      const versions = put.map(({ key, value }) => {
        version += 1;
        remove(key);
        entries.push(structuredClone({ key, value, version }));
        return version;
      });
      for (const key of gone) remove(key);
      return { appended: fresh.length, duplicates, versions };
    },

    async scan({ tenant, person, types: asked, after, direction, limit }) {
      assertOpen();
      assertLimit(limit);
      const types = readSignalTypes(asked);
      const isBackward = direction === 'backward';
      const from = after === undefined ? undefined : placeOf(after);
      const found = log
        .filter((other) => other.tenant === tenant && (person === undefined || other.signal.person === person))
        .filter(({ signal }) => types?.includes(signal.type) ?? true)
        .filter(({ place }) => from === undefined || (isBackward ? place < from : place > from));
      if (isBackward) found.reverse();
      const page = found.slice(0, limit);
      const cursor = page.length === 0 ? after : String(page[page.length - 1]?.place);
      return {
        signals: structuredClone(page.map(({ signal }) => signal)),
        more: found.length > limit,
        ...(cursor !== undefined && { cursor }),
      };
    },

    async get(key) {
      assertOpen();
      return structuredClone(find(key));
    },

    async list({ tenant, collection, person, prefix = '', from = '', to, after, limit }) {
      assertOpen();
      assertLimit(limit);
      const found = entries
        .filter(({ key }) => key.tenant === tenant && key.collection === collection)
        .filter(({ key }) => person === undefined || key.person === person)
        .filter(({ key }) => key.id.startsWith(prefix) && compareBytes(key.id, from) >= 0)
        .filter(({ key }) => to === undefined || compareBytes(key.id, to) < 0)
        .filter(({ key }) => after === undefined || compareKeys(key, { ...after, tenant, collection }) > 0)
        .sort((one, other) => compareKeys(one.key, other.key));
      return structuredClone(found.slice(0, limit));
    },

    async erase(tenant, person) {
      assertOpen();
      const before = { signals: log.length, entries: entries.length };
      log = log.filter((other) => other.tenant !== tenant || other.signal.person !== person);
      entries = entries.filter(({ key }) => key.tenant !== tenant || key.person !== person);
      return { signals: before.signals - log.length, entries: before.entries - entries.length };
    },

    async contents() {
      assertOpen();
      const tenants = new Set([...log.map(({ tenant }) => tenant), ...entries.map(({ key }) => key.tenant)]);
      return [...tenants].sort(compareBytes).map((tenant) => {
        const collections = entries.filter(({ key }) => key.tenant === tenant).map(({ key }) => key.collection);
        return { tenant, collections: [...new Set(collections)].sort(compareBytes) };
      });
    },

    async close() {
      isClosed = true;
    },
  };
}

function compareKeys(one: Key, other: Key): number {
  return (
    compareBytes(one.tenant, other.tenant) ||
    compareBytes(one.collection, other.collection) ||
    compareBytes(one.id, other.id) ||
    compareBytes(one.person ?? '', other.person ?? '')
  );
}

function compareBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function placeOf(cursor: Cursor): number {
  const place = Number(cursor);
  return Number.isInteger(place) ? place : invalid('after');
}

function invalid(field: string): never {
  throw new SintoniaError('INPUT_INVALID', `${field} is wrong.`, { field });
}
