import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';

/** What a provider knows of a message. */
export interface Known {
  requests: number;
  accepts: number;
  /** Whoever asked was gone before it was accepted. */
  gone: boolean;
}

/** Between a request and the accept, and between that and the answer: long enough to be killed in. Milliseconds. */
const THINKING = 4;
/** Turns of the event loop until what a killed process had sent is surely being read: connection, head, body. */
const TURNS = 6;

/** A provider that outlives whoever asks it, and accepts whatever has reached it. One message is refused, one finds it busy once. */
export class Provider {
  readonly #server: Server;
  readonly #known = new Map<string, Map<string, Known>>();
  #underWay = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#underWay += 1;
      this.#answer(request, response)
        // Cut off amid the request: that was none.
        .catch(() => undefined)
        .finally(() => {
          this.#underWay -= 1;
        });
    });
  }

  static async start(): Promise<Provider> {
    const provider = new Provider();
    provider.#server.listen(0, '127.0.0.1');
    await once(provider.#server, 'listening');
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Of each message that it was ever asked for at this place, by send key, once all that was sent has been read. */
  async knownAt(place: string): Promise<ReadonlyMap<string, Known>> {
    for (let left = TURNS; left > 0; left -= 1) await turn();
    while (this.#underWay > 0) await pause(1);
    return this.#at(place);
  }

  forget(place: string): void {
    this.#known.delete(place);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #at(place: string): Map<string, Known> {
    const known = this.#known.get(place) ?? new Map<string, Known>();
    this.#known.set(place, known);
    return known;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { sendKey, text } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    const at = this.#at(request.url as string);
    const known = at.get(sendKey) ?? { requests: 0, accepts: 0, gone: false };
    at.set(sendKey, known);
    known.requests += 1;
    await pause(THINKING);
    if (text === 'refused') return void response.writeHead(400).end();
    if (text === 'busy' && known.requests === 1) return void response.writeHead(503).end();
    known.gone ||= request.socket.destroyed;
    known.accepts += 1;
    await pause(THINKING);
    response.end(`id-${sendKey}`);
  }
}
