import { storeSuite } from '@sintonia/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type PgBouncer, pgbouncerProgram, startPgBouncer } from '../../../tools/servers/pgbouncer.js';
import { postgres } from './postgres.js';
import { allIds, RUNNING, signalOf, testServer } from './test-server.fixture.js';

const program = pgbouncerProgram();
const reason =
  program === undefined
    ? ' (skipped: no pgbouncer on this machine; install it, or name it in SINTONIA_TEST_PGBOUNCER)'
    : '';

describe.skipIf(program === undefined || RUNNING !== undefined)(`behind PgBouncer in transaction mode${reason}`, () => {
  const server = testServer({ sync: false });
  let bouncer: PgBouncer;
  const behind = async () => (await server().database()).replace(`:${server().port}/`, `:${bouncer.port}/`);
  const open = (address: string) => postgres(address, { notify: false });
  beforeAll(async () => {
    bouncer = await startPgBouncer(program as string, server(), 2);
  });
  afterAll(() => bouncer.stop());

  it('many stores share two connections', async () => {
    const address = await behind();
    const stores = Array.from({ length: 8 }, () => open(address));
    const heard = vi.fn();
    stores[0]?.watch?.('t', heard);
    const ids = stores.flatMap((_, process) => Array.from({ length: 20 }, (_, at) => `${process}-${at}`));
    await Promise.all(
      ids.map((id) => stores[Number(id.split('-')[0])]?.commit({ tenant: 't', append: [signalOf(id)] })),
    );
    const [store] = stores as [ReturnType<typeof postgres>];
    expect((await allIds(store)).toSorted()).toEqual(ids.toSorted());
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 5_000 });
    await Promise.all(stores.map((each) => each.close()));
  });

  if (process.env.SINTONIA_DEEP) {
    let address = '';
    storeSuite('postgres behind PgBouncer', {
      async open() {
        address = await behind();
        return open(address);
      },
      reopen: () => open(address),
    });
  }
});
