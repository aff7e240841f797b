import { sendgrid } from '@sintonia/email-sendgrid';
import { smtp } from '@sintonia/email-smtp';
import type { Content, Plugin } from '@sintonia/spec';
import { createTransport } from 'nodemailer';
import { type MailSink, openHttpSink, openSmtpSink } from './mail-sink.js';

/** Connections of the plugin and of its peer. */
const CONNECTIONS = { smtp: 5, http: 8 };
const FROM = 'bench@example.com';

/** A way for mail to go: our plugin, and what somebody without an outbox would write. */
export interface MailWay {
  readonly name: string;
  readonly peer: string;
  readonly sink: MailSink;
  readonly plugin: Plugin;
  /** Sends the same content to everybody, by as many connections. */
  bareLoop(everybody: readonly string[], content: Content): Promise<void>;
  close(): Promise<void>;
}

export async function smtpWay(): Promise<MailWay> {
  const sink = await openSmtpSink();
  const { hostname: host, port } = new URL(sink.url);
  const maxConnections = CONNECTIONS.smtp;
  const transport = createTransport({ pool: true, host, port: Number(port), ignoreTLS: true, maxConnections });
  return {
    name: 'smtp',
    peer: 'nodemailer',
    sink,
    plugin: smtp({ url: sink.url, from: FROM, connections: maxConnections }),
    async bareLoop(everybody, { attachments: _none, ...content }) {
      await Promise.all(everybody.map((to) => transport.sendMail({ from: FROM, to, ...content })));
    },
    async close() {
      transport.close();
      await sink.close();
    },
  };
}

export async function httpWay(): Promise<MailWay> {
  const sink = await openHttpSink();
  const key = 'SG.bench-bench';
  return {
    name: 'http',
    peer: 'fetch',
    sink,
    plugin: sendgrid({ url: sink.url, apiKey: key, from: FROM, concurrency: CONNECTIONS.http }),
    async bareLoop(everybody, { subject, text, html }) {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
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
    close: () => sink.close(),
  };
}
