import { isSintoniaError, SintoniaError } from '@sintonia/spec';

/** Told by our own functions: the database's default isolation is another one. */
const WRONG_ISOLATION = 'SIN01';
/** Told by our own functions: a batch that trims was refused for its duplicates, which are in the detail. */
const REFUSED = 'SIN02';

/** What went wrong, in our words. PostgreSQL's own message and detail may hold values, and are left behind. */
export function failureOf(error: unknown): SintoniaError {
  if (isSintoniaError(error)) return error;
  const code = codeOf(error);
  const details = { postgres: code };
  if (code === '53100') {
    return new SintoniaError('STORE_FULL', 'There is no room left for the database. Nothing was written.', { details });
  }
  if (code === REFUSED) return duplicateError(JSON.parse((error as unknown as { detail: string }).detail) as string[]);
  return new SintoniaError('STORE_FAILED', meaningOf(code), { details });
}

export function duplicateError(ids: readonly string[]): SintoniaError {
  return new SintoniaError('STORE_DUPLICATE', 'The batch holds signals that are stored already.', {
    details: { ids: [...ids] },
  });
}

/** Whether nothing happened and the same may succeed at once: a deadlock was broken. */
export function mayRetryAtOnce(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

/** Whether the server told this error and the connection is as good as before. */
export function wasAnswered(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity === 'ERROR';
}

/** SQLSTATE, a code of the operating system, or what else is known without repeating the message. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && /^\w{3,40}$/.test(String(error.code))) return String(error.code);
  if (/timeout exceeded when trying to connect|timeout expired/.test(error.message)) return 'connect timeout';
  if (error.message.includes('Query read timeout')) return 'no answer';
  if (error.message.includes('does not support SSL')) return 'no TLS';
  if (/terminated|ended|queryable/i.test(error.message)) return 'connection lost';
  return `unknown ${error.name}`;
}

function meaningOf(code: string): string {
  if (code === 'connect timeout') {
    return 'No connection to the database was free, or could be made, in time. Raise "connections", or look at the server.';
  }
  if (code === 'no answer' || code === '57014') return 'The database did not answer in time.';
  if (code === WRONG_ISOLATION) return 'Set default_transaction_isolation of the database to "read committed".';
  if (code === 'no TLS') return 'The database takes no connections by TLS.';
  if (code.startsWith('28')) return 'The database refused our credentials.';
  if (code === '3D000') return 'There is no such database. Create it first.';
  if (code === '42501') return 'The user of the database lacks a right that the store needs.';
  if (code === '25006') return 'The database takes no writes: it is a standby.';
  if (code.startsWith('53')) return 'The database is out of connections, locks or memory.';
  if (/^(57P|08|E[A-Z])/.test(code) || code === 'connection lost') {
    return 'The connection to the database could not be made, or was lost.';
  }
  return `The database could not read or write (${code}).`;
}
