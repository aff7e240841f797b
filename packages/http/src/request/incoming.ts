/** A request, from whatever framework. */
export interface Incoming {
  readonly method: string;
  /** From the first `/` on, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Absolute, as the sender wrote it. */
  readonly url: string;
  /** How the body is still encoded, such as `gzip`; absent where it is not. */
  readonly encoding: string | undefined;
  /** A header by its name in lower case. */
  header(name: string): string | undefined;
  /** All of them, names in lower case. */
  headers(): Readonly<Record<string, string | undefined>>;
  /** The bytes as they came. @throws SINTONIA_INPUT_TOO_LARGE for more than `limit`; the rest is not read then. */
  body(limit: number): Promise<Uint8Array>;
}

/** The answer, for whatever framework. */
export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
