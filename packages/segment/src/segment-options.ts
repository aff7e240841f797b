import {
  fetchSetting,
  identifierSetting,
  invalidOption,
  mapSetting,
  namesSetting,
  numberSetting,
  oneOfSetting,
  optional,
  patternSetting,
  readSettings,
  type Setting,
  secretSetting,
  secretsSetting,
  textSetting,
  withDefault,
} from '@sintonia/adapter-kit';
import type { Purpose } from '@sintonia/spec';

export interface SegmentOptions {
  /** What Segment signs webhooks with; several, one to four, while it is changed. Default: none, and no collector. */
  readonly sharedSecret?: string | readonly string[];
  /**
   * Of a batch Segment signs the first event only. `refuse` the whole of such a batch, `ignore` what is not signed, or `accept`
   * it, except deletions. Default: `refuse`.
   */
  readonly unsignedTail?: 'refuse' | 'ignore' | 'accept';
  /** Of a source of its own in Segment, that nobody else writes to. Default: none, and no destination. */
  readonly writeKey?: string;
  /** Where the workspace lies. Default: `us`. */
  readonly region?: 'us' | 'eu';
  /** Goes before `segments`, `picks` and the names of `flags`. Default: `sintonia_`. */
  readonly prefix?: string;
  /** Segments that are also told as a trait each, `true` or `false`, such as `sintonia_vip`. Default: none. */
  readonly flags?: readonly string[];
  /** Traits that only we write: who has none gets `null`, so that nothing stays of who withdraws. Default: none. */
  readonly ownTraits?: readonly string[];
  /** Name of the event that tells new recommendations, where a sync asks for picks; `false` for none. Default: `Recommendations Updated`. */
  readonly recommendationEvent?: string | false;
  /** Of the Public API, for erasure. Default: none, and erasure does not reach Segment. */
  readonly publicApiToken?: string;
  /** Deletes from this source only. Default: the whole workspace. */
  readonly sourceId?: string;
  /**
   * Sources from which devices are deleted: Segment takes anonymous ids by source only. Default: `sourceId`; without, erasures of
   * devices do not reach Segment.
   */
  readonly deviceSources?: readonly string[];
  /**
   * Our purposes by the ids of categories of Segment's Consent Management, such as `{ Advertising: 'advertising' }`, as events carry
   * them in `context.consent`. Default: none, and it is left alone.
   */
  readonly consents?: Readonly<Record<string, Purpose | readonly Purpose[]>>;
  /** What people must have agreed to before anything about them goes to Segment. Default: `personalisation` alone. */
  readonly purposes?: readonly Purpose[];
  /** How long one attempt may take. Milliseconds, 100 to 300,000. Default: 10,000. */
  readonly timeoutMs?: number;
  /** Default: Node's own. */
  readonly fetch?: typeof fetch;
}

/** @throws SINTONIA_OPTION_INVALID that names the option and does not repeat its value. */
export function readSegmentOptions(options: SegmentOptions) {
  const settings = readSettings(options, {
    sharedSecret: optional(sharedSetting),
    unsignedTail: withDefault(oneOfSetting(['refuse', 'ignore', 'accept']), 'refuse'),
    writeKey: optional(secretSetting()),
    region: withDefault(oneOfSetting(['us', 'eu']), 'us'),
    prefix: withDefault(textSetting({ max: 50 }), 'sintonia_'),
    flags: withDefault(namesSetting, []),
    ownTraits: withDefault(namesSetting, []),
    recommendationEvent: withDefault(eventSetting, 'Recommendations Updated'),
    publicApiToken: optional(secretSetting()),
    deviceSources: optional(deviceSourcesSetting),
    consents: mapSetting(purposesSetting),
    sourceId: optional(sourceSetting),
    purposes: withDefault(namesSetting, []),
    timeoutMs: withDefault(numberSetting({ min: 100, max: 300_000 }), 10_000),
    fetch: withDefault(fetchSetting, fetch),
  });
  const { sharedSecret, writeKey, publicApiToken } = settings;
  if ((sharedSecret ?? writeKey ?? publicApiToken) === undefined) {
    throw invalidOption('writeKey', 'is missing, and so are sharedSecret and publicApiToken: nothing is left to do');
  }
  return settings;
}

const eventSetting: Setting<string | false> = (value, field) =>
  value === false ? value : identifierSetting(value, field);

const sourceSetting = patternSetting(/^[\w-]{1,100}$/, 'must be letters, digits, "-" and "_"');

const deviceSourcesSetting: Setting<readonly string[]> = (value, field) =>
  namesSetting(value, field).map((source) => sourceSetting(source, field));

const purposesSetting: Setting<readonly Purpose[]> = (value, field) =>
  typeof value === 'string' ? [identifierSetting(value, field)] : namesSetting(value, field);

/** Options, checked and complete. */
export type SegmentSettings = ReturnType<typeof readSegmentOptions>;

/** Long enough for Segment's own examples; how long it really is, is up to whoever chooses it there. */
const sharedSetting = secretsSetting({ min: 6 });
