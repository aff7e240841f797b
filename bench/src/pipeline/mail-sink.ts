import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A provider in this process that reads every mail to its end, says that it took it, and forgets it. */
export interface MailSink {
  readonly url: string;
  /** How many it took. */
  taken(): number;
  close(): Promise<void>;
}

const host = '127.0.0.1';

export async function openSmtpSink(): Promise<MailSink> {
  let taken = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, _session, answer) {
      stream.resume().once('end', () => {
        taken += 1;
        answer();
      });
    },
  });
  const port = await listening(server.server, () => server.listen(0, host));
  return {
    url: `smtp://${host}:${port}`,
    taken: () => taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Answers as SendGrid does. */
export async function openHttpSink(): Promise<MailSink> {
  let taken = 0;
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      taken += 1;
      response.writeHead(202, { 'x-message-id': `id-${taken}` }).end();
    });
  });
  const port = await listening(server, () => server.listen(0, host));
  return {
    url: `http://${host}:${port}`,
    taken: () => taken,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listening(server: Server, listen: () => void): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).once('listening', resolve);
    listen();
  });
  return (server.address() as AddressInfo).port;
}
