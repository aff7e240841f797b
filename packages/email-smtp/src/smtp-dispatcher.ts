import type { Readable } from 'node:stream';
import { verifyHeader } from '@sintonia/adapter-kit/mail';
import {
  type ChannelDispatcher,
  type Clock,
  type DeliveryEvent,
  type DispatchContext,
  type Message,
  type Receipt,
  systemClock,
  type WebhookRequest,
} from '@sintonia/spec';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { deliveryError } from './delivery-error.js';
import { mailReports } from './mail-reports.js';
import { nodemailerMail } from './nodemailer-mail.js';
import type { SmtpSettings } from './smtp-options.js';

/** A mail with the streams of its content, one for each connection on which nodemailer tried it. */
type TrackedMail = SendMailOptions & { readonly contents: Readable[] };

/** Hands messages to one SMTP server over a pool of connections. */
export class SmtpDispatcher implements ChannelDispatcher {
  readonly name = 'email-smtp';
  readonly specVersion = 1;
  readonly channel = 'email';
  readonly limits: { readonly concurrency: number };
  /** Where the `Date` of messages comes from. */
  clock: Clock = systemClock;
  readonly #settings: SmtpSettings;
  readonly #transport;

  constructor(settings: SmtpSettings) {
    const { host, port, secure, auth, connections, timeoutMs, tls, ca } = settings;
    this.limits = { concurrency: connections };
    this.#settings = settings;
    this.#transport = createTransport({
      pool: true,
      host,
      port,
      secure,
      ...(auth === undefined ? {} : { auth: { ...auth } }),
      ignoreTLS: tls === 'off',
      requireTLS: tls === 'required',
      tls: ca === undefined ? {} : { ca },
      maxConnections: connections,
      // Repeats only what no byte has been sent of, such as on a connection that went stale. All else the outbox repeats.
      maxRequeues: 1,
      dnsTimeout: timeoutMs,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.#transport.use('stream', (mail, done) => {
      const { contents } = mail.data as unknown as TrackedMail;
      const open = mail.message.createReadStream.bind(mail.message);
      mail.message.createReadStream = (options) => {
        const content = open(options);
        contents.push(content);
        return content;
      };
      done();
    });
  }

  /**
   * Resolves when the server has accepted the message.
   *
   * @throws SINTONIA_ADDRESS_INVALID, SINTONIA_DELIVERY_REJECTED, SINTONIA_DELIVERY_UNAUTHORISED,
   *   SINTONIA_DELIVERY_TRANSIENT, SINTONIA_DELIVERY_UNKNOWN; `details` holds `code`, `command` and `reply`, where there were.
   */
  async dispatch(message: Message, { abort }: DispatchContext): Promise<Receipt> {
    const contents: Readable[] = [];
    const mail = nodemailerMail(message, this.#settings, this.clock.now());
    try {
      await this.#transport.sendMail({ ...mail, contents, signal: abort } as TrackedMail);
      return { providerId: mail.messageId };
    } catch (failure) {
      // nodemailer starts to read the content only after the server has said that it wants it.
      throw deliveryError(
        failure,
        contents.some((content) => content.readableDidRead),
      );
    }
  }

  /** Whether who hands in a mail knows the secret of `bounces`; mail itself is not signed. @throws SINTONIA_WEBHOOK_UNVERIFIED */
  async verify(request: WebhookRequest): Promise<void> {
    const secrets = this.#settings.bounces?.secrets ?? [];
    verifyHeader(
      request,
      secrets.map((secret) => ({ name: 'authorization', value: `Bearer ${secret}` })),
    );
  }

  /** What a mail to the address for bounces reports: the raw mail is the body. @throws SINTONIA_INPUT_INVALID, SINTONIA_INPUT_TOO_LARGE */
  parseFeedback({ rawBody, receivedAt }: WebhookRequest): readonly DeliveryEvent[] {
    const { bounces, from } = this.#settings;
    const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
    return mailReports(rawBody, { secrets: bounces?.secrets ?? [], domain, receivedAt });
  }

  /** Finishes what is under way, then closes the connections. */
  close(): void {
    this.#transport.close();
  }
}
