import { flagSetting, oneOfSetting, readSettings, secretSetting, withDefault } from '@sintonia/adapter-kit';
import { type MailApiOptions, type MailTracking, mailApiSettings, trackingSetting } from '@sintonia/adapter-kit/mail';
import { webhookKeysSetting } from './signed-webhook.js';

export interface SendgridOptions extends MailApiOptions {
  /** `SG.…`, with the permission to send mail. */
  readonly apiKey: string;
  /** Where your account lives: `eu` for subusers of that region. `url` goes before it. Default: `global`. */
  readonly region?: 'global' | 'eu';
  /** Check everything and send nothing. Default: false. */
  readonly sandbox?: boolean;
  /** Default: nothing. */
  readonly track?: MailTracking;
  /** The verification key of the signed event webhook, as SendGrid shows it; several while one is changed. Default: none, and no webhook is believed. */
  readonly webhookKey?: string | readonly string[];
}

const places = { global: 'https://api.sendgrid.com', eu: 'https://api.eu.sendgrid.com' };

/** @throws SINTONIA_OPTION_INVALID that names the option and does not repeat its value. */
export function readSendgridOptions(options: SendgridOptions) {
  const region = withDefault(oneOfSetting(['global', 'eu']), 'global');
  return readSettings(options, {
    ...mailApiSettings(places[options?.region === 'eu' ? 'eu' : 'global'], 30_000),
    apiKey: secretSetting(),
    region,
    sandbox: withDefault(flagSetting, false),
    track: trackingSetting,
    webhookKey: withDefault(webhookKeysSetting, []),
  });
}

/** Options, checked and complete. */
export type SendgridSettings = ReturnType<typeof readSendgridOptions>;
