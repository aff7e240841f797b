import type { Signal } from '@sintonia/spec';
import { postgres } from '@sintonia/store-postgres';
import pg from 'pg';
import { startPostgres } from '../../../tools/servers/postgres-server.js';
import type { BareDriver, StoreKind } from './store-kind.js';

/** A server of our own for each case, with the settings it comes with. */
export const postgresKind: StoreKind = {
  name: 'postgres',
  driver: 'pg',
  async open() {
    const server = await startPostgres();
    const [address, other] = [await server.database(), await server.database()];
    const store = postgres(address);
    const bare = await barePg(other);
    return {
      ...{ store, bare },
      room: () => sizeOf(address),
      async close() {
        await store.close();
        await bare.close();
        await server.remove();
      },
    };
  },
};

/** One statement a batch, prepared once, on one connection: as quick as it can be with these tables. */
async function barePg(address: string): Promise<BareDriver> {
  const client = new pg.Client(address);
  await client.connect();
  await client.query(`
    CREATE TABLE signals (
      tenant int NOT NULL, part int NOT NULL, tx bigint NOT NULL, pos int NOT NULL,
      id text COLLATE "C" NOT NULL, person text COLLATE "C" NOT NULL, type text COLLATE "C" NOT NULL,
      timestamp bigint NOT NULL, rest text COLLATE "C" NOT NULL, PRIMARY KEY (tenant, part, tx, pos)
    ) PARTITION BY RANGE (part);
    CREATE INDEX signals_by_person ON signals (tenant, person, part, tx, pos);
    CREATE INDEX signals_by_type ON signals (tenant, type, part, tx, pos);
    CREATE TABLE signals_1 PARTITION OF signals FOR VALUES FROM (1) TO (2);
    CREATE TABLE signal_ids (tenant int NOT NULL, id text COLLATE "C" NOT NULL, PRIMARY KEY (tenant, id));`);
  const insert = `
    WITH given AS (
      SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[]) WITH ORDINALITY
        AS g(id, person, type, timestamp, rest, pos)
    ), ids AS (INSERT INTO signal_ids SELECT 1, id FROM given ON CONFLICT DO NOTHING)
    INSERT INTO signals SELECT 1, 1, $1::bigint, pos, id, person, type, timestamp, rest FROM given`;
  const latest = `
    SELECT id, person, type, timestamp, rest FROM signals WHERE tenant = 1 AND person = $1
    ORDER BY part DESC, tx DESC, pos DESC LIMIT $2`;
  let tx = 0;
  return {
    async append(signals) {
      tx += 1;
      const rest = signals.map(({ receivedAt, itemId, value, properties }) =>
        JSON.stringify([receivedAt, itemId, value, properties]),
      );
      const columns = (['id', 'person', 'type', 'timestamp'] as const).map((name) =>
        signals.map((signal) => signal[name]),
      );
      await client.query({ name: 'insert', text: insert, values: [tx, ...columns, rest] });
    },
    async latest(person, limit) {
      const { rows } = await client.query({ name: 'latest', text: latest, values: [person, limit], rowMode: 'array' });
      return (rows as [string, string, string, string, string][]).map(([id, whose, type, timestamp, text]): Signal => {
        const [receivedAt, itemId, value, properties] = JSON.parse(text);
        return { id, type, person: whose, timestamp: Number(timestamp), receivedAt, itemId, value, properties };
      });
    },
    close: () => client.end(),
  };
}

async function sizeOf(address: string): Promise<number> {
  const client = new pg.Client(address);
  await client.connect();
  const { rows } = await client.query('SELECT pg_database_size(current_database())::float8 AS bytes');
  await client.end();
  return rows[0].bytes;
}
