import { type IncomingMessage, Agent as PlainAgent, request as requestPlain } from 'node:http';
import { Agent, request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { assertKnownOptions } from '@sintonia/spec';
import { checkedLookup, notPublic, type Resolve, systemResolve } from './checked-lookup.js';
import { isPublicAddress } from './public-address.js';
import { invalidOption } from './settings.js';

export interface PublicFetchOptions {
  /** Ports that may be reached. Default: `[443]`. */
  readonly ports?: readonly number[];
  /** Places of your own that may be reached wherever they are, also by `http:`, each as `host:port`. Default: none. */
  readonly trusted?: readonly string[];
  /** All addresses of a host. Default: as the operating system resolves. For tests. */
  readonly resolve?: Resolve;
}

/**
 * A `fetch` for addresses that somebody else chose: it reaches the public internet only, by `https:`, and what it connects to
 * is the very address that was checked. Redirects are not followed, proxies of the environment not used. A connection serves
 * one request: one that went stale would leave a `POST` in doubt.
 *
 * It rejects with an error of the code `ERR_ADDRESS_NOT_PUBLIC`, which `transport` reports as rejected.
 *
 * @throws SINTONIA_OPTION_INVALID
 */
export function publicFetch(options: PublicFetchOptions = {}): typeof fetch {
  assertKnownOptions(options, ['ports', 'trusted', 'resolve']);
  const { ports = [443], trusted = [], resolve = systemResolve } = options;
  assertPorts(ports);
  assertTrusted(trusted);
  const guarded = checkedLookup(resolve, isPublicAddress);
  const unguarded = checkedLookup(resolve, () => true);

  return async (input, init) => {
    const request = new Request(input, init);
    const { protocol, hostname, port } = new URL(request.url);
    const host = hostname.replace(/^\[|\]$/g, '');
    const at = Number(port || (protocol === 'https:' ? 443 : 80));
    const isTrusted = trusted.includes(`${hostname}:${at}`);
    if (!isTrusted) {
      if (protocol !== 'https:' || !ports.includes(at)) throw notPublic();
      // An address in place of a name is never looked up.
      if (isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic();
    }
    return exchange(request, isTrusted ? unguarded : guarded);
  };
}

async function exchange(request: Request, lookup: LookupFunction): Promise<Response> {
  const { url, method, headers, signal } = request;
  const body = Buffer.from(await request.arrayBuffer());
  const isSecure = url.startsWith('https:');
  const open = isSecure ? requestSecure : requestPlain;
  const agent = isSecure ? new Agent() : new PlainAgent();
  return new Promise((resolve, reject) => {
    const outgoing = open(url, { method, headers: Object.fromEntries(headers), agent, lookup, signal });
    outgoing.on('error', reject);
    // Nobody asked for another protocol, and who is offered one may hear nothing more.
    outgoing.on('upgrade', (_incoming, socket) => {
      socket.destroy();
      reject(noAnswer('ERR_PROTOCOL_SWITCHED'));
    });
    // Of no effect where there was an answer.
    outgoing.on('close', () => reject(noAnswer('ERR_CLOSED_UNANSWERED')));
    outgoing.on('response', (incoming) => {
      try {
        resolve(responseOf(incoming));
      } catch (failure) {
        incoming.destroy();
        reject(failure);
      }
    });
    outgoing.end(body);
  });
}

function noAnswer(code: string): Error {
  return Object.assign(new Error('The other side gave no answer of HTTP.'), { code });
}

const withoutBody = [204, 205, 304];

function responseOf(incoming: IncomingMessage): Response {
  const { statusCode: status = 0, rawHeaders } = incoming;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  if (withoutBody.includes(status)) {
    incoming.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(incoming) as ReadableStream<Uint8Array>, { status, headers });
}

function assertPorts(ports: readonly number[]): void {
  const isPort = (port: unknown) => Number.isInteger(port) && (port as number) > 0 && (port as number) < 65_536;
  if (!Array.isArray(ports) || !ports.every(isPort))
    throw invalidOption('ports', 'must be a list of ports, 1 to 65535');
}

function assertTrusted(trusted: readonly string[]): void {
  const isPlace = (place: unknown) => typeof place === 'string' && /^[^\s/@]+:\d{1,5}$/.test(place);
  if (!Array.isArray(trusted) || !trusted.every(isPlace)) throw invalidOption('trusted', 'must be a list of host:port');
}
