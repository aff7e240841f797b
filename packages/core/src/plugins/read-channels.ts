import {
  assertKnownOptions,
  type ChannelDispatcher,
  isSintoniaError,
  readInteger,
  readMoment,
  readNumber,
  readObject,
  readOneOf,
  SintoniaError,
} from '@sintonia/spec';
import type { ChannelOptions, ProviderOptions } from './channel-options.js';
import type { Channel, Channels, Provider, WarmUp } from './channels.js';
import type { Installed } from './installed-parts.js';

type Dispatchers = ReadonlyMap<string, readonly Installed<ChannelDispatcher>[]>;

const MOST_PROVIDERS = 20;

/**
 * Who serves which channel: as the options say, or else the first dispatcher that the plugins brought for it.
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function readChannels(
  options: { readonly [channel: string]: ChannelOptions },
  dispatchers: Dispatchers,
): Channels {
  try {
    return readAll(options, dispatchers);
  } catch (error) {
    if (!isSintoniaError(error, 'INPUT_INVALID')) throw error;
    throw new SintoniaError('OPTION_INVALID', error.message, { field: error.field, cause: error });
  }
}

function readAll(options: { readonly [channel: string]: ChannelOptions }, dispatchers: Dispatchers): Channels {
  const asked = new Map(Object.entries(readObject(options, 'channels') as { [channel: string]: ChannelOptions }));
  const names = new Set([...dispatchers.keys(), ...asked.keys()]);
  return new Map([...names].map((name) => [name, readChannel(name, asked.get(name) ?? {}, dispatchers)]));
}

function readChannel(name: string, options: ChannelOptions, dispatchers: Dispatchers): Channel {
  const field = `channels.${name}`;
  assertKnownOptions(options, ['providers', 'strategy', 'domains'], field);
  const installed = dispatchers.get(name) ?? [];
  const [first] = installed;
  if (first === undefined) invalid(field, 'has no dispatcher: add its plugin');
  const asked = options.providers ?? [first.part.name];
  const providers = readList(asked, `${field}.providers`).map((provider, index) =>
    readProvider(provider, `${field}.providers[${index}]`, installed),
  );
  assertUnique(providers, `${field}.providers`);
  const domains = Object.entries(readObject(options.domains ?? {}, `${field}.domains`));
  const purposes = providers.flatMap(({ name: provider }) => find(installed, provider)?.purposes ?? []);
  return {
    name,
    providers,
    strategy: readOneOf(options.strategy ?? 'ordered', `${field}.strategy`, ['ordered', 'weighted']),
    domains: new Map(
      domains.map(([domain, list]) => [
        domain.toLowerCase(),
        readDomain(list as readonly string[], `${field}.domains.${domain}`, providers),
      ]),
    ),
    purposes: [...new Set(purposes)],
  };
}

function readProvider(
  given: string | ProviderOptions,
  field: string,
  installed: readonly Installed<ChannelDispatcher>[],
): Provider {
  const options: ProviderOptions = typeof given === 'string' ? { name: given } : given;
  assertKnownOptions(options, ['name', 'weight', 'perSecond', 'warmUp'], field);
  const { name, weight = 1, warmUp } = options;
  const dispatcher = find(installed, name)?.part;
  if (!dispatcher) {
    const there = installed.map(({ part }) => part.name).join(', ');
    return invalid(field, `is no dispatcher of a plugin for this channel; there are: ${there}`);
  }
  const perSecond = options.perSecond ?? dispatcher.limits?.perSecond;
  if (!(weight > 0)) invalid(`${field}.weight`, 'must be above 0');
  return {
    name,
    dispatcher,
    weight: readNumber(weight, `${field}.weight`, { max: 1_000 }),
    perSecond:
      perSecond === undefined ? undefined : readNumber(perSecond, `${field}.perSecond`, { min: 0.01, max: 1e5 }),
    warmUp: warmUp === undefined ? undefined : readWarmUp(warmUp, `${field}.warmUp`),
  };
}

function readWarmUp(warmUp: NonNullable<ProviderOptions['warmUp']>, field: string): WarmUp {
  assertKnownOptions(warmUp, ['start', 'firstDay', 'growth'], field);
  return {
    start: readMoment(warmUp.start, `${field}.start`),
    firstDay: readInteger(warmUp.firstDay, `${field}.firstDay`, { min: 1, max: 1_000_000 }),
    growth: readNumber(warmUp.growth, `${field}.growth`, { min: 1, max: 10 }),
  };
}

function readDomain(names: readonly string[], field: string, providers: readonly Provider[]): readonly Provider[] {
  const found = readList(names, field).map((name, index) => {
    const provider = providers.find((each) => each.name === name);
    return provider ?? invalid(`${field}[${index}]`, 'must be one of the providers');
  });
  assertUnique(found, field);
  return found;
}

function readList<Each>(list: readonly Each[], field: string): readonly Each[] {
  if (Array.isArray(list) && list.length > 0 && list.length <= MOST_PROVIDERS) return list;
  return invalid(field, `must be a list of 1 to ${MOST_PROVIDERS}`);
}

function assertUnique(providers: readonly Provider[], field: string): void {
  if (new Set(providers.map(({ name }) => name)).size < providers.length) invalid(field, 'names one of them twice');
}

function find(installed: readonly Installed<ChannelDispatcher>[], name: string) {
  return installed.find(({ part }) => part.name === name);
}

function invalid(field: string, must: string): never {
  throw new SintoniaError('OPTION_INVALID', `${field} ${must}.`, { field });
}
