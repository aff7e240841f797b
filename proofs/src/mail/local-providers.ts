import type { AddressInfo, Socket } from 'node:net';
import { postmark } from '@sintonia/email-postmark';
import { resend } from '@sintonia/email-resend';
import { sendgrid } from '@sintonia/email-sendgrid';
import { ses } from '@sintonia/email-ses';
import { smtp } from '@sintonia/email-smtp';
import type { Plugin } from '@sintonia/spec';
import { SMTPServer } from 'smtp-server';
import { type ApiAnswer, type ApiRequest, mailApi, reply, reset } from '../../../tools/servers/mail-api.js';

/** A provider on loopback that refuses whoever is called poison, and may lose its answers once it has taken a message. */
export interface LocalProvider {
  readonly plugin: Plugin;
  /** Addresses in the order they were taken, read from the wire. */
  readonly taken: readonly string[];
  losesAnswers: boolean;
  close(): Promise<void>;
}

const from = 'shop@example.com';
const isPoison = (to: string) => to.startsWith('poison@');

type Take = (request: ApiRequest, taken: string[]) => ApiAnswer;

async function overHttp(plugin: (url: string) => Plugin, take: Take): Promise<LocalProvider> {
  const taken: string[] = [];
  const api = await mailApi((request) => {
    const answer = take(request, taken);
    return provider.losesAnswers ? reset : answer;
  });
  const provider: LocalProvider = {
    plugin: plugin(api.url),
    taken,
    losesAnswers: false,
    close: async () => api.close(),
  };
  return provider;
}

type Json = Record<string, unknown>;
const manyOf = (body: unknown) => (Array.isArray(body) ? body : [body]) as readonly Json[];

/** Keeps its word about idempotency keys: what it has taken under one it answers for, and does not take again. */
function resendTake(): Take {
  const answers = new Map<unknown, ApiAnswer>();
  return ({ headers, body }, taken) => {
    const key = headers['idempotency-key'];
    const known = answers.get(key);
    if (known !== undefined) return known;
    const all = manyOf(body).map(({ to }, index) => ({ to: (to as readonly [string])[0], index }));
    const good = all.filter(({ to }) => !isPoison(to));
    taken.push(...good.map(({ to }) => to));
    const data = good.map(({ to }) => ({ id: `id-${to}` }));
    const errors = all.filter(({ to }) => isPoison(to)).map(({ index }) => ({ index, message: 'Invalid `to`.' }));
    const alone = data.length > 0 ? reply(200, data[0]) : reply(422, { name: 'validation_error' });
    const answer = Array.isArray(body) ? reply(200, { data, errors }) : alone;
    answers.set(key, answer);
    return answer;
  };
}

const postmarkTake: Take = ({ body }, taken) => {
  const words = manyOf(body).map(({ To }) => {
    const to = String(To);
    if (isPoison(to)) return { ErrorCode: 300, Message: 'Invalid To' };
    taken.push(to);
    return { ErrorCode: 0, Message: 'OK', MessageID: `id-${to}`, To };
  });
  if (Array.isArray(body)) return reply(200, words);
  return reply(words[0]?.ErrorCode === 0 ? 200 : 422, words[0]);
};

const sendgridTake: Take = ({ body }, taken) => {
  const { personalizations } = body as { personalizations: readonly [{ to: readonly [{ email: string }] }] };
  const to = personalizations[0].to[0].email;
  if (isPoison(to)) return reply(400, { errors: [{ field: 'personalizations.0.to.0.email', message: 'No.' }] });
  taken.push(to);
  return reply(202, '', { 'x-message-id': `id-${to}` });
};

const sesTake: Take = ({ body }, taken) => {
  const [to] = (body as { Destination: { ToAddresses: readonly [string] } }).Destination.ToAddresses;
  if (isPoison(to)) return reply(400, { message: 'Illegal address' }, { 'x-amzn-errortype': 'BadRequestException' });
  taken.push(to);
  return reply(200, { MessageId: `id-${to}` });
};

async function overSmtp(): Promise<LocalProvider> {
  const taken: string[] = [];
  const sockets = new Map<number | undefined, Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      done(isPoison(address) ? Object.assign(new Error('unknown'), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      stream.resume().once('end', () => {
        taken.push(...session.envelope.rcptTo.map(({ address }) => address));
        if (provider.losesAnswers) sockets.get(session.remotePort)?.resetAndDestroy();
        else done();
      });
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort, socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const provider: LocalProvider = {
    plugin: smtp({ url: `smtp://127.0.0.1:${port}`, from }),
    taken,
    losesAnswers: false,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
  return provider;
}

const credentials = { accessKeyId: 'AKIALOCALLOCAL', secretAccessKey: 'local-secret-local-secret' };

/** All five, each on its own port. Whoever opens one closes it. */
export const localProviders: Readonly<Record<string, () => Promise<LocalProvider>>> = {
  smtp: overSmtp,
  sendgrid: () => overHttp((url) => sendgrid({ apiKey: 'SG.local-local', from, url }), sendgridTake),
  resend: () => overHttp((url) => resend({ apiKey: 're_local_local', from, url }), resendTake()),
  postmark: () => overHttp((url) => postmark({ serverToken: 'local-local', from, url }), postmarkTake),
  ses: () => overHttp((url) => ses({ region: 'eu-west-1', credentials, from, url }), sesTake),
};
