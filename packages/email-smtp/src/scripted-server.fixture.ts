import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What a server has heard: `content` is all of the message, `greeting` nothing yet. */
export type Step = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'content';

/** What it says to a step, line break included, or what else it does. */
export type Script = Partial<Record<Step, string | ((socket: Socket) => void)>>;

const usual: Readonly<Record<Step, string>> = {
  greeting: '220 ready\r\n',
  EHLO: '250-hello\r\n250 AUTH PLAIN\r\n',
  AUTH: '235 welcome\r\n',
  MAIL: '250 ok\r\n',
  RCPT: '250 ok\r\n',
  DATA: '354 go on\r\n',
  content: '250 ok\r\n',
};

/** A server on loopback that speaks SMTP to the letter of a script, wrong words and all. */
export async function scriptedServer(script: Script) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    let heard = '';
    let isContent = false;
    const answer = (step: Step) => {
      const said = script[step] ?? usual[step];
      if (typeof said === 'string') socket.write(said);
      else said(socket);
    };
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      for (;;) {
        const end = heard.indexOf(isContent ? '\r\n.\r\n' : '\r\n');
        if (end === -1) return;
        const command = /^(EHLO|AUTH|MAIL|RCPT|DATA)/i.exec(heard)?.[1]?.toUpperCase() as Step | undefined;
        heard = heard.slice(end + (isContent ? 5 : 2));
        if (isContent) answer('content');
        else if (command !== undefined) answer(command);
        else socket.end('221 bye\r\n');
        isContent = !isContent && command === 'DATA' && script.DATA === undefined;
      }
    });
    answer('greeting');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://user:password@127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
