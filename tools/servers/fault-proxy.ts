import { connect, createServer, type Server, type Socket } from 'node:net';

/** What happens to bytes on their way. */
export type Fault =
  /** Nothing. */
  | 'none'
  /** Each piece arrives 20 ms later. */
  | 'latency'
  /** Pieces of one byte to seven. */
  | 'slice'
  /** Taken and never passed on, without a word. */
  | 'blackHole'
  /** Requests go through, replies are swallowed. */
  | 'halfOpen';

/** Stands between a client and a server on loopback, and does to their connections what networks do. */
export interface FaultProxy {
  readonly port: number;
  /** From now on, for open connections and new ones. */
  fault: Fault;
  /** Breaks all open connections off. New ones are served. */
  reset(): void;
  /** Breaks a connection off at the next request with this text in it, before or after the server has it, never with a reply. */
  resetAtRequest(text: string, when: 'before' | 'after'): void;
  close(): Promise<void>;
}

export async function faultProxy(host: string, port: number): Promise<FaultProxy> {
  const proxy = new LoopbackProxy(host, port);
  await proxy.listen();
  return proxy;
}

class LoopbackProxy implements FaultProxy {
  fault: Fault = 'none';
  readonly #host: string;
  readonly #target: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #resetting: { readonly text: string; readonly when: 'before' | 'after' } | undefined;

  constructor(host: string, target: number) {
    this.#host = host;
    this.#target = target;
    this.#server = createServer((client) => this.#serve(client));
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  resetAtRequest(text: string, when: 'before' | 'after'): void {
    this.#resetting = { text, when };
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.reset();
    await closed;
  }

  #serve(client: Socket): void {
    const server = connect(this.#target, this.#host);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        if (this.fault !== 'blackHole' && this.fault !== 'halfOpen') other.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (this.#resetting === undefined || !bytes.includes(this.#resetting.text)) {
        this.#pass(bytes, server, 'request');
        return;
      }
      const { when } = this.#resetting;
      this.#resetting = undefined;
      client.pause();
      if (when === 'before') {
        client.resetAndDestroy();
        server.destroy();
        return;
      }
      // The server has it and works on it, while nobody is there any more to hear the answer.
      server.end(bytes);
      client.resetAndDestroy();
    });
    server.on('data', (bytes) => this.#pass(bytes, client, 'reply'));
  }

  #pass(bytes: Buffer, to: Socket, kind: 'request' | 'reply'): void {
    if (this.fault === 'blackHole' || (this.fault === 'halfOpen' && kind === 'reply')) return;
    if (this.fault === 'latency') {
      setTimeout(() => to.write(bytes), 20);
      return;
    }
    if (this.fault !== 'slice') {
      to.write(bytes);
      return;
    }
    to.setNoDelay(true);
    for (let at = 0, size = 1; at < bytes.length; at += size, size = (size % 7) + 1)
      to.write(bytes.subarray(at, at + size));
  }
}
