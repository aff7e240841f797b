import type { Readable } from 'node:stream';
import {
  type ChannelDispatcher,
  type Clock,
  type DispatchContext,
  type Message,
  type Receipt,
  systemClock,
} from '@sintonia/spec';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { deliveryError } from './delivery-error.js';
import { mailOf } from './mail-of.js';
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
  readonly #from: SmtpSettings['from'];
  readonly #transport;

  constructor({ host, port, secure, auth, from, connections, timeoutMs, tls, ca }: SmtpSettings) {
    this.limits = { concurrency: connections };
    this.#from = from;
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
    const mail: TrackedMail = { ...mailOf(message, this.#from, this.clock.now()), contents };
    try {
      const { messageId } = await this.#transport.sendMail({ ...mail, signal: abort });
      return { providerId: messageId };
    } catch (failure) {
      // nodemailer starts to read the content only after the server has said that it wants it.
      throw deliveryError(
        failure,
        contents.some((content) => content.readableDidRead),
      );
    }
  }

  /** Finishes what is under way, then closes the connections. */
  close(): void {
    this.#transport.close();
  }
}
