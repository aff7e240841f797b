import { beforeEach, describe, expect, it } from 'vitest';
import { changeSchema } from './change-schema.js';
import { Connections } from './connections.js';
import { migrate } from './migrate.js';
import { openedStores } from './opened-stores.fixture.js';
import { readOptions } from './postgres-options.js';
import { schema } from './schema/schema.js';
import { allIds, query, signalOf, testServer } from './test-server.fixture.js';

const server = testServer({ sync: false });
const batch = { tenant: 't', append: [signalOf('s')] };
const open = openedStores();
let address: string;

beforeEach(async () => {
  address = await server().database();
});

describe('migrations', () => {
  const planted = [
    ...schema,
    { up: "ALTER TABLE entries ADD COLUMN note text DEFAULT 'kept'", down: 'ALTER TABLE entries DROP COLUMN note' },
  ];

  it('go up and down without loss, however many try at once', async () => {
    const store = open(address);
    await store.commit({ ...batch, put: [{ key: { tenant: 't', collection: 'c', id: 'a' }, value: 1 }] });
    const connections = [1, 2, 3].map(() => new Connections(readOptions(address, {})));
    const up = await Promise.all(connections.map((each) => changeSchema(each, 'sintonia', planted)));
    expect(up.toSorted((one, other) => one.from - other.from)).toEqual([
      { from: schema.length, to: planted.length },
      { from: planted.length, to: planted.length },
      { from: planted.length, to: planted.length },
    ]);
    expect(await query(address, 'SELECT note FROM sintonia.entries')).toEqual([{ note: 'kept' }]);
    await expect(open(address).commit(batch)).rejects.toMatchObject({ code: 'SINTONIA_STORE_NEWER' });
    await changeSchema(connections[0] as Connections, 'sintonia', planted, 1);
    const index = "SELECT to_regclass('sintonia.signals_by_type') IS NOT NULL AS found";
    expect(await query(address, index)).toEqual([{ found: false }]);
    expect(await allIds(open(address))).toEqual(['s']);
    expect(await query(address, index)).toEqual([{ found: true }]);
    await Promise.all(connections.map((each) => each.close()));
  });

  it('leave everything as it was when one fails midway', async () => {
    await open(address).commit(batch);
    const connections = new Connections(readOptions(address, {}));
    const broken = [...planted, { up: 'ALTER TABLE absent ADD COLUMN a int' }];
    await expect(changeSchema(connections, 'sintonia', broken)).rejects.toThrow();
    await connections.close();
    expect(await query(address, 'SELECT version FROM sintonia.store')).toEqual([{ version: schema.length }]);
    expect(await query(address, 'SELECT * FROM sintonia.entries')).toEqual([]);
  });

  it('are also made by hand', async () => {
    expect(await migrate(address, { schema: 'mine' })).toEqual({ from: 0, to: schema.length });
    expect(await migrate(address, { schema: 'mine', to: 1 })).toEqual({ from: schema.length, to: 1 });
    await expect(migrate(address, { to: 0 })).rejects.toMatchObject({ field: 'to' });
    await expect(migrate('postgres://x:secret@127.0.0.1:1/d')).rejects.toMatchObject({ code: 'SINTONIA_STORE_FAILED' });
  });
});
