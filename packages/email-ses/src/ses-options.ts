import {
  invalidOption,
  optional,
  patternSetting,
  readSettings,
  type Setting,
  secretSetting,
  withDefault,
} from '@sintonia/adapter-kit';
import { addressSetting, type MailApiOptions, mailApiSettings } from '@sintonia/adapter-kit/mail';

/** Keys of AWS. With a `sessionToken` where they are temporary. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface SesOptions extends MailApiOptions {
  /** Such as `eu-west-1`. */
  readonly region: string;
  /** Keys, or a function that gives those of the moment. It is asked for each message and keeps what it has by itself. */
  readonly credentials: Credentials | (() => Credentials | Promise<Credentials>);
  /** The configuration set whose event destinations report. Default: that of the identity, if any. */
  readonly configurationSet?: string;
  /** Where SES mails bounces and complaints to, beside what SNS tells. Default: as the identity is set up. */
  readonly feedbackAddress?: string;
  /** The SNS topics that reports are believed from, at most 10. Default: none, and no webhook is believed. */
  readonly topicArn?: string | readonly string[];
}

/** @throws SINTONIA_OPTION_INVALID that names the option and does not repeat its value. */
export function readSesOptions(options: SesOptions) {
  const { url, ...rest } = mailApiSettings('https://email.amazonaws.com');
  const settings = readSettings(options, {
    ...rest,
    url: (value, field) => (value === undefined ? undefined : url(value, field)),
    region: regionSetting,
    credentials: credentialsSetting,
    configurationSet: optional(configurationSetSetting),
    feedbackAddress: optional(addressSetting),
    topicArn: withDefault(topicsSetting, []),
  });
  return { ...settings, url: settings.url ?? new URL(endpointOf(settings.region)) };
}

/** Options, checked and complete. */
export type SesSettings = ReturnType<typeof readSesOptions>;

const keysSetting: Setting<Credentials> = (value, field) =>
  readSettings(value, {
    accessKeyId: (given) => secretSetting()(given, `${field}.accessKeyId`),
    secretAccessKey: (given) => secretSetting()(given, `${field}.secretAccessKey`),
    sessionToken: (given) => optional(secretSetting())(given, `${field}.sessionToken`),
  });

/** Keys of a function, without what the providers of the SDK say beside them. @throws SINTONIA_OPTION_INVALID that names the member. */
export function keysOf({ accessKeyId, secretAccessKey, sessionToken }: Credentials): Credentials {
  return keysSetting({ accessKeyId, secretAccessKey, sessionToken }, 'credentials');
}

const credentialsSetting: Setting<() => Credentials | Promise<Credentials>> = (value, field) => {
  if (typeof value === 'function') return value as () => Credentials;
  if (typeof value !== 'object' || value === null)
    throw invalidOption(field, 'must be keys of AWS, or a function that gives them');
  const keys = keysSetting(value, field);
  return () => keys;
};

const regionSetting = patternSetting(/^[a-z]{2}(?:-[a-z]{2,10}){1,3}-\d{1,2}$/, 'must be a region such as eu-west-1');
const configurationSetSetting = patternSetting(/^[\w-]{1,64}$/, 'must be up to 64 letters, digits, "-" and "_"');

const topicsSetting: Setting<readonly string[]> = (value, field) => {
  const topics: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isTopic = (topic: unknown) => typeof topic === 'string' && topicPattern.test(topic);
  if (topics.length === 0 || topics.length > 10 || !topics.every(isTopic)) {
    throw invalidOption(field, 'must be one to ten topics such as arn:aws:sns:eu-west-1:123456789012:mail');
  }
  return topics as string[];
};

const topicPattern = /^arn:aws(?:-cn|-us-gov)?:sns:[a-z]{2}(?:-[a-z]{2,10}){1,3}-\d{1,2}:\d{12}:[\w-]{1,256}$/;

function endpointOf(region: string): string {
  return `https://email.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
