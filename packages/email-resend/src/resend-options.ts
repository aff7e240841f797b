import { readSettings, secretSetting, webhookSecretsSetting, withDefault } from '@sintonia/adapter-kit';
import { type MailApiOptions, mailApiSettings } from '@sintonia/adapter-kit/mail';

export interface ResendOptions extends MailApiOptions {
  /** `re_…`, with the permission to send. */
  readonly apiKey: string;
  /** `whsec_…`, several while one is rotated. Default: none, and no webhook is believed. */
  readonly webhookSecret?: string | readonly string[];
}

/** @throws SINTONIA_OPTION_INVALID that names the option and does not repeat its value. */
export function readResendOptions(options: ResendOptions) {
  return readSettings(options, {
    ...mailApiSettings('https://api.resend.com'),
    apiKey: secretSetting(),
    webhookSecret: withDefault(webhookSecretsSetting, []),
  });
}

/** Options, checked and complete. */
export type ResendSettings = ReturnType<typeof readResendOptions>;
