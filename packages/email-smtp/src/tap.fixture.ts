import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * The moment at which the line is cut: with the connection; before the greeting; instead of passing on a command; with half
 * of the content passed on; with all of it passed on and the server's answer held back; or behind that answer.
 */
export type Moment =
  | 'connect'
  | 'greeting'
  | 'EHLO'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'mid-content'
  | 'before-answer'
  | 'after-answer';

export interface Cut {
  readonly at: Moment;
  /** `drop` closes, `reset` sends a TCP reset, `hang` keeps the line open and silent. */
  readonly how: 'drop' | 'reset' | 'hang';
  /** Only the first line on which the moment comes. Default: all. */
  readonly once?: boolean;
  /** Told when it happens. */
  readonly told?: () => void;
}

/** A line to a port on this machine that can be cut. */
export interface Tap {
  readonly port: number;
  readonly connections: { most: number; total: number };
  cut: Cut | undefined;
  close(): Promise<void>;
}

export async function tap(upstreamPort: number): Promise<Tap> {
  const sockets = new Set<Socket>();
  const state: { cut: Cut | undefined } = { cut: undefined };
  const connections = { most: 0, total: 0 };

  const server = createServer((client) => {
    const upstream = connect(upstreamPort, '127.0.0.1');
    let dead = false;
    let content = false;
    let ended = false;
    let pending = '';
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        if (!dead) (socket === client ? upstream : client).destroy();
      });
    }
    connections.total++;
    connections.most = Math.max(connections.most, sockets.size / 2);

    /** Cuts the line if this is the moment. */
    function cutAt(moment: Moment): boolean {
      const { cut } = state;
      if (dead || cut?.at !== moment) return dead;
      dead = true;
      if (cut.once) state.cut = undefined;
      cut.told?.();
      if (cut.how === 'drop') client.end();
      if (cut.how === 'reset') client.resetAndDestroy();
      // What was passed on before still reaches the server, which may go on to accept it.
      if (moment !== 'before-answer') upstream.end();
      return true;
    }

    if (cutAt('connect')) return;
    client.on('data', (chunk) => {
      if (dead) return;
      if (content) {
        if (state.cut?.at === 'mid-content') {
          upstream.write(chunk.subarray(0, chunk.length >> 1));
          cutAt('mid-content');
          return;
        }
        pending = (pending + chunk.toString('latin1')).slice(-5);
        ended = pending === '\r\n.\r\n';
        upstream.write(chunk);
        return;
      }
      for (const command of chunk.toString('latin1').split(/(?<=\r\n)/)) {
        const verb = /^(EHLO|MAIL|RCPT|DATA)/.exec(command)?.[1] as Moment | undefined;
        if (verb !== undefined && cutAt(verb)) return;
        upstream.write(command, 'latin1');
      }
    });
    upstream.on('data', (chunk) => {
      if (cutAt('greeting')) return;
      if (/^354/m.test(chunk.toString('latin1'))) content = true;
      if (ended) {
        content = ended = false;
        pending = '';
        if (cutAt('before-answer')) return;
        client.write(chunk, () => cutAt('after-answer'));
        return;
      }
      if (!dead) client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections,
    get cut() {
      return state.cut;
    },
    set cut(cut) {
      state.cut = cut;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
