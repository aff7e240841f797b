import pg from 'pg';
import type { StoreSettings } from './postgres-options.js';
import type { PostgresPool } from './postgres-pool.js';

// A connection that has nothing to do is let go after this long.
const IDLE_MS = 30_000;

/**
 * A pool of our own. It holds no process open while nothing is asked.
 *
 * @param application_name how administrators see its connections.
 */
export function newPool(
  settings: StoreSettings,
  address: string,
  application_name = 'sintonia',
): PostgresPool & { end(): Promise<void> } {
  const { connections, connectTimeoutMs, statementTimeoutMs, ssl, notify } = settings;
  return new pg.Pool({
    connectionString: address,
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
    // A peer that has vanished without a word is noticed, also by a connection that only listens.
    keepAlive: true,
    application_name,
    ...(ssl !== undefined && { ssl }),
    // PgBouncer refuses parameters of a session that it does not know.
    ...(notify && {
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: statementTimeoutMs,
    }),
  });
}
