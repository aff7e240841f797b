/** What we need of a pool; a `Pool` of the package `pg` is one. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** A connection that is ours until we give it back. */
export interface PostgresClient {
  query(query: PostgresQuery): Promise<{ readonly rows: unknown[] }>;
  /** @param destroy whether nobody may use it again. */
  release(destroy?: boolean): void;
  /** Lets the process end although this connection is open. */
  unref?(): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'notification', listener: (message: { readonly payload?: string | undefined }) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
}

export interface PostgresQuery {
  readonly text: string;
  readonly values?: unknown[];
  readonly rowMode?: 'array';
  /** Prepares the statement on this connection, once. */
  readonly name?: string;
  /** Milliseconds until we give up. */
  readonly query_timeout?: number;
}
