import {
  assertIdentifier,
  assertKnownOptions,
  type Campaign,
  type Clock,
  isSintoniaError,
  type Plugin,
  readInteger,
  readNumber,
  type Schema,
  type SignalDefinitions,
  SintoniaError,
  type Store,
  systemClock,
} from '@sintonia/spec';
import { readSignalDefinitions } from './collect/read-signal-definitions.js';
import { readCampaigns } from './decide/read-campaigns.js';
import type { EngineOptions } from './engine-options.js';
import { type IdentitySettings, readIdentityOptions } from './identity/identity-settings.js';
import type { ChannelOptions } from './plugins/channel-options.js';
import { topicDefaults } from './privacy/purposes-of.js';
import { readUnsubscribe, type UnsubscribeSettings } from './privacy/unsubscribe/read-unsubscribe.js';
import { readAffinityAttributes } from './profile/affinities/read-affinity-attributes.js';
import { readRetention } from './profile/read-retention.js';
import type { ComputedTraits } from './profile/traits/computed-traits.js';
import { readComputedTraits } from './profile/traits/read-computed-traits.js';
import { type HouseEligibility, readEligibility } from './recommend/read-eligibility.js';
import { type JobPlan, readJobs } from './schedule/job-plan.js';
import { readSegments, under } from './segment/read-segments.js';
import { SegmentSet } from './segment/segment-set.js';
import { memoryStore } from './store/memory-store.js';

/** The options of an engine, checked, with every default filled in. */
export interface Settings {
  readonly store: Store;
  readonly plugins: readonly Plugin[];
  readonly tenant: string;
  readonly clock: Clock;
  readonly seed: number;
  /** Beside or instead of the standard ones and those of plugins. */
  readonly signals: SignalDefinitions;
  readonly traits: ComputedTraits;
  /** Item attributes by which people have affinities. */
  readonly affinities: readonly string[];
  readonly segments: SegmentSet;
  readonly eligibility: HouseEligibility | undefined;
  readonly campaigns: ReadonlyMap<string, Campaign>;
  /** As given: only the plugins say what of it is right. */
  readonly channels: { readonly [channel: string]: ChannelOptions };
  readonly jobs: ReadonlyMap<string, JobPlan>;
  readonly unsubscribe: UnsubscribeSettings | undefined;
  readonly identity: IdentitySettings;
  readonly consent: Readonly<Record<string, boolean>>;
  readonly holdout: number;
  readonly frequencyCap: { readonly messages: number; readonly days: number };
  readonly quietHours: { readonly from: number; readonly to: number } | undefined;
  /** Infinity to keep signals for ever. */
  readonly retentionMs: number;
  readonly fitting: 'automatic' | 'manual';
  readonly delivery: 'automatic' | 'manual';
  readonly claimMs: number;
  readonly dispatchMs: number;
}

const DAY_MS = 86_400_000;

/** As a record, so that it fails to compile when an option is forgotten here. */
const OPTIONS: Readonly<Record<keyof EngineOptions, true>> = {
  store: true,
  plugins: true,
  modules: true,
  tenant: true,
  clock: true,
  seed: true,
  signals: true,
  traits: true,
  affinities: true,
  segments: true,
  eligibility: true,
  campaigns: true,
  channels: true,
  jobs: true,
  unsubscribe: true,
  identity: true,
  consent: true,
  holdout: true,
  frequencyCap: true,
  quietHours: true,
  retention: true,
  fitting: true,
  delivery: true,
  claimMs: true,
  dispatchMs: true,
};

/** @throws SINTONIA_OPTION_INVALID that names the option. */
export function readSettings<S extends Schema, Name extends string, Segment extends string>(
  options: EngineOptions<S, Name, Segment>,
): Settings {
  try {
    assertKnownOptions(options, Object.keys(OPTIONS));
    const retentionMs = readRetention(options.retention);
    const segments = readSegmentSet(options.segments ?? {}, retentionMs);
    const campaigns = readCampaigns(options.campaigns ?? {}, segments);
    const tenant = readTenant(options.tenant ?? 'default');
    return {
      store: readStore(options.store ?? memoryStore()),
      plugins: readList(options.plugins ?? [], 'plugins'),
      tenant,
      clock: readClock(options.clock ?? systemClock),
      seed: readInteger(options.seed ?? 1, 'seed', { min: 0, max: 2 ** 32 - 1 }),
      signals: readSignalDefinitions(options.signals ?? {}, 'signals'),
      traits: readComputedTraits(options.traits ?? {}, 'traits'),
      affinities: readAffinityAttributes(options.affinities ?? [], 'affinities'),
      segments,
      eligibility: options.eligibility === undefined ? undefined : readEligibility(options.eligibility, retentionMs),
      campaigns,
      channels: options.channels ?? {},
      jobs: readJobs(options.jobs ?? {}),
      unsubscribe: options.unsubscribe === undefined ? undefined : readUnsubscribe(options.unsubscribe, tenant),
      identity: readIdentityOptions(options.identity ?? {}),
      consent: { ...topicDefaults(campaigns.values()), ...readConsentDefaults(options.consent ?? {}) },
      holdout: readNumber(options.holdout ?? 0.1, 'holdout', { min: 0, max: 1 }),
      frequencyCap: readFrequencyCap(options.frequencyCap ?? { messages: 3, days: 7 }),
      quietHours: options.quietHours === undefined ? undefined : readQuietHours(options.quietHours),
      retentionMs,
      fitting: readMode(options.fitting, 'fitting'),
      delivery: readMode(options.delivery, 'delivery'),
      claimMs: readInteger(options.claimMs ?? 30_000, 'claimMs', { min: 100, max: DAY_MS }),
      dispatchMs: readInteger(options.dispatchMs ?? 60_000, 'dispatchMs', { min: 100, max: DAY_MS }),
    };
  } catch (error) {
    // Whatever is wrong in here is wrong in an option.
    if (!isSintoniaError(error) || error.code === 'SINTONIA_OPTION_INVALID') throw error;
    throw new SintoniaError('OPTION_INVALID', error.message, { field: error.field, cause: error });
  }
}

function readStore(store: Store): Store {
  for (const member of ['commit', 'scan', 'get', 'list', 'erase', 'close'] as const) {
    if (typeof store[member] !== 'function') invalid(`store.${member}`, 'must be a function');
  }
  if (store.specVersion !== 1) invalid('store.specVersion', 'must be 1');
  return store;
}

function readList<Each>(list: readonly Each[], field: string): readonly Each[] {
  return Array.isArray(list) ? [...list] : invalid(field, 'must be a list');
}

function readClock(clock: Clock): Clock {
  return typeof clock?.now === 'function' ? clock : invalid('clock', 'must have a function now');
}

function readTenant(tenant: string): string {
  assertIdentifier(tenant, 'tenant');
  return tenant;
}

function readSegmentSet(input: unknown, retentionMs: number): SegmentSet {
  const rules = readSegments(input, 'segments', retentionMs);
  return under('segments', () => new SegmentSet(rules, undefined));
}

function readConsentDefaults(
  defaults: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, boolean>> {
  const read: Record<string, boolean> = { personalisation: true, analytics: true };
  for (const [purpose, state] of Object.entries(defaults)) {
    if (state !== 'granted' && state !== 'denied') invalid(`consent.${purpose}`, 'must be granted or denied');
    read[purpose] = state === 'granted';
  }
  return read;
}

function readFrequencyCap(cap: NonNullable<EngineOptions['frequencyCap']>): Settings['frequencyCap'] {
  assertKnownOptions(cap, ['messages', 'days'], 'frequencyCap');
  return {
    messages: readInteger(cap.messages, 'frequencyCap.messages', { min: 1, max: 1_000 }),
    days: readNumber(cap.days, 'frequencyCap.days', { min: 0, max: 90 }),
  };
}

function readQuietHours(hours: NonNullable<EngineOptions['quietHours']>): Settings['quietHours'] {
  assertKnownOptions(hours, ['from', 'to'], 'quietHours');
  return { from: readLocalTime(hours.from, 'quietHours.from'), to: readLocalTime(hours.to, 'quietHours.to') };
}

/** Minutes since midnight. */
function readLocalTime(text: string, field: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (!match) invalid(field, 'must be a time such as 21:00');
  return Number(match[1]) * 60 + Number(match[2]);
}

function readMode(mode: string | undefined, field: string): 'automatic' | 'manual' {
  if (mode === undefined || mode === 'automatic') return 'automatic';
  if (mode === 'manual') return 'manual';
  return invalid(field, 'must be automatic or manual');
}

function invalid(field: string, must: string): never {
  throw new SintoniaError('OPTION_INVALID', `${field} ${must}.`, { field });
}
