import type { IncomingMessage } from 'node:http';
import type { Incoming } from '../request/incoming.js';
import { bytesBefore, nodeBody } from './node-body.js';

/** Express takes what it is mounted at out of `url`. */
type Wrapped = IncomingMessage & { readonly originalUrl?: string };

/** A request of node:http as the routes take it. A class, since it is made for every request: what nobody asks for costs nothing. */
export class NodeIncoming implements Incoming {
  readonly method: string;
  readonly path: string;
  readonly #request: Wrapped;
  readonly #origin: string | undefined;

  constructor(request: Wrapped, origin: string | undefined) {
    const target = targetOf(request);
    const end = target.indexOf('?');
    this.#request = request;
    this.#origin = origin;
    this.method = request.method ?? 'GET';
    this.path = end === -1 ? target : target.slice(0, end);
  }

  get query(): URLSearchParams {
    const target = targetOf(this.#request);
    return new URLSearchParams(target.slice(this.path.length + 1));
  }

  get url(): string {
    const { socket, headers } = this.#request;
    const own = `${'encrypted' in socket ? 'https' : 'http'}://${headers.host ?? 'localhost'}`;
    return `${this.#origin ?? own}${targetOf(this.#request)}`;
  }

  get encoding(): string | undefined {
    const encoding = this.header('content-encoding');
    const before = encoding === undefined ? undefined : bytesBefore(this.#request);
    // express.raw has inflated it, and leaves the header as it was.
    const isInflated = before !== undefined && !(before[0] === 0x1f && before[1] === 0x8b);
    return isInflated ? undefined : encoding;
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  headers(): Readonly<Record<string, string | undefined>> {
    return Object.fromEntries(Object.keys(this.#request.headers).map((name) => [name, this.header(name)]));
  }

  body(limit: number): Promise<Uint8Array> {
    return nodeBody(this.#request, limit);
  }
}

/** From the first `/` on. Who thinks that we are a proxy asks for the whole address (RFC 9112, section 3.2.2). */
function targetOf({ originalUrl, url }: Wrapped): string {
  const target = originalUrl ?? url ?? '/';
  if (target.startsWith('/')) return target;
  const [, own = target] = /^https?:\/\/[^/?]*(.*)$/i.exec(target) ?? [];
  return own === '' || own.startsWith('?') ? `/${own}` : own;
}
