import { readSettings, type Setting, secretSetting, textSetting, withDefault } from '@sintonia/adapter-kit';
import { type MailApiOptions, type MailTracking, mailApiSettings, trackingSetting } from '@sintonia/adapter-kit/mail';
import { type WebhookProof, webhookProofsSetting } from './webhook-proof.js';

export interface PostmarkOptions extends MailApiOptions {
  /** The server's API token, or `POSTMARK_API_TEST`: then everything is checked and nothing is sent. */
  readonly serverToken: string;
  /** The message streams of messages of purpose `service`, and of all others. Default: `outbound` and `broadcast`. */
  readonly streams?: { readonly service?: string; readonly others?: string };
  /** Default: nothing. */
  readonly track?: MailTracking;
  /** How Postmark proves that a webhook is its own; several while one is changed. Default: none, and no webhook is believed. */
  readonly webhook?: WebhookProof | readonly WebhookProof[];
}

/** @throws SINTONIA_OPTION_INVALID that names the option and does not repeat its value. */
export function readPostmarkOptions(options: PostmarkOptions) {
  return readSettings(options, {
    ...mailApiSettings('https://api.postmarkapp.com', 30_000),
    serverToken: secretSetting(),
    streams: streamsSetting,
    track: trackingSetting,
    webhook: withDefault(webhookProofsSetting, []),
  });
}

/** Options, checked and complete. */
export type PostmarkSettings = ReturnType<typeof readPostmarkOptions>;

const streamSetting = textSetting({ max: 30 });

const streamsSetting: Setting<{ readonly service: string; readonly others: string }> = (value, field) =>
  readSettings(value ?? {}, {
    service: (given) => withDefault(streamSetting, 'outbound')(given, `${field}.service`),
    others: (given) => withDefault(streamSetting, 'broadcast')(given, `${field}.others`),
  });
