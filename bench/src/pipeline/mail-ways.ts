import { sendgrid } from '@sintonia/email-sendgrid';
import { smtp } from '@sintonia/email-smtp';
import type { Content, Plugin } from '@sintonia/spec';
import { createTransport } from 'nodemailer';
import { type MailSink, openHttpSink, openSmtpSink } from './mail-sink.js';

/** Connections of the plugin and of its peer. */
const CONNECTIONS = { smtp: 5, http: 8 };
const FROM = 'bench@example.com';
const KEY = 'SG.bench-bench';

/** What somebody without an outbox would write. */
export interface MailPeer {
  readonly name: string;
  readonly sink: MailSink;
  /** Sends the same content to everybody, by as many connections. */
  bareLoop(everybody: readonly string[], content: Content): Promise<void>;
}

/** A way for mail to go: our plugin, and those beside it. */
export interface MailWay {
  readonly name: string;
  readonly sink: MailSink;
  readonly plugin: Plugin;
  readonly peers: readonly MailPeer[];
  close(): Promise<void>;
}

export async function smtpWay(): Promise<MailWay> {
  const sink = await openSmtpSink();
  const plugin = smtp({ url: sink.url, from: FROM, connections: CONNECTIONS.smtp });
  const { peer, close } = nodemailerPeer(sink, CONNECTIONS.smtp);
  return {
    ...{ name: 'smtp', sink, plugin, peers: [peer] },
    async close() {
      close();
      await sink.close();
    },
  };
}

export async function httpWay(): Promise<MailWay> {
  const sinks = [await openHttpSink(), await openSmtpSink()] as const;
  const [sink, mailServer] = sinks;
  const plugin = sendgrid({ url: sink.url, apiKey: KEY, from: FROM, concurrency: CONNECTIONS.http });
  const { peer, close } = nodemailerPeer(mailServer, CONNECTIONS.http);
  return {
    ...{ name: 'http', sink, plugin, peers: [peer, fetchPeer(sink)] },
    async close() {
      close();
      await Promise.all(sinks.map((each) => each.close()));
    },
  };
}

function nodemailerPeer(sink: MailSink, maxConnections: number) {
  const { hostname: host, port } = new URL(sink.url);
  const transport = createTransport({ pool: true, host, port: Number(port), ignoreTLS: true, maxConnections });
  const peer: MailPeer = {
    ...{ name: 'nodemailer', sink },
    async bareLoop(everybody, { attachments: _none, ...content }) {
      await Promise.all(everybody.map((to) => transport.sendMail({ from: FROM, to, ...content })));
    },
  };
  return { peer, close: () => transport.close() };
}

function fetchPeer(sink: MailSink): MailPeer {
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  return {
    ...{ name: 'fetch', sink },
    async bareLoop(everybody, { subject, text, html }) {
      const waiting = everybody.values();
      const lane = async () => {
        for (const email of waiting) {
          const mail = {
            personalizations: [{ to: [{ email }] }],
            from: { email: FROM },
            subject,
            content: [
              { type: 'text/plain', value: text },
              { type: 'text/html', value: html },
            ],
          };
          const body = JSON.stringify(mail);
          const answer = await fetch(`${sink.url}/v3/mail/send`, { method: 'POST', headers, body });
          await answer.arrayBuffer();
          if (!answer.ok) throw new Error(`The sink answered ${answer.status}.`);
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS.http }, lane));
    },
  };
}
