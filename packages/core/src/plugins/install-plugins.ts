import { isSintoniaError, type Plugin, type SignalDefinitions, SintoniaError } from '@sintonia/spec';
import { readSignalDefinitions } from '../collect/read-signal-definitions.js';
import { RULES } from '../segment/rules-segmenter.js';
import { assertPlugin, invalid } from './assert-plugin.js';
import type { Installed, InstalledParts } from './installed-parts.js';

/**
 * Checks plugins against the contract and gathers what they bring.
 *
 * @throws SINTONIA_PLUGIN_INVALID that names the member at fault.
 */
export function installPlugins(plugins: readonly Plugin[]): InstalledParts {
  const names = new Set<string>();
  plugins.forEach((plugin, index) => {
    const field = `plugins[${index}]`;
    assertPlugin(plugin, field);
    if (names.has(plugin.name)) invalid(`${field}.name`, `"${plugin.name}" is installed twice`);
    names.add(plugin.name);
  });
  plugins.forEach((plugin, index) => {
    for (const required of plugin.requires ?? []) {
      if (names.has(required)) continue;
      invalid(`plugins[${index}].requires`, `needs the plugin "${required}", which is not there`);
    }
  });
  const collectors = gather(plugins, 'collectors');
  const segmenters = gather(plugins, 'segmenters');
  const recommenders = gather(plugins, 'recommenders');
  assertUnique(collectors, 'collectors');
  const destinations = gather(plugins, 'destinations');
  assertUnique(destinations, 'destinations');
  // Together, because what they learn is kept under their names.
  assertUnique([{ part: { name: RULES } }, ...segmenters, ...recommenders], 'segmenters or recommenders');
  return {
    plugins,
    signals: Object.assign({}, ...plugins.map(signalsOf)),
    collectors: new Map(collectors.map(({ part }) => [part.name, part])),
    segmenters,
    recommenders,
    rerankers: gather(plugins, 'rerankers').map(({ part }) => part),
    dispatchers: byChannel(gather(plugins, 'dispatchers')),
    destinations: new Map(destinations.map((each) => [each.part.name, each])),
    rules: gather(plugins, 'rules').map(({ part }) => part),
    assigner: plugins.findLast((plugin) => plugin.assigner)?.assigner,
  };
}

type PartList = 'collectors' | 'segmenters' | 'recommenders' | 'rerankers' | 'dispatchers' | 'destinations' | 'rules';
type PartOf<List extends PartList> = NonNullable<Plugin[List]>[number];

function gather<List extends PartList>(plugins: readonly Plugin[], list: List): Installed<PartOf<List>>[] {
  return plugins.flatMap((plugin) => {
    const parts = (plugin[list] ?? []) as readonly PartOf<List>[];
    return parts.map((part) => ({ part, purposes: plugin.purposes ?? [] }));
  });
}

function signalsOf(plugin: Plugin, index: number): SignalDefinitions {
  try {
    return readSignalDefinitions(plugin.signals ?? {}, `plugins[${index}].signals`);
  } catch (error) {
    if (!isSintoniaError(error)) throw error;
    throw new SintoniaError('PLUGIN_INVALID', error.message, { field: error.field, cause: error });
  }
}

function assertUnique(parts: readonly { readonly part: { readonly name: string } }[], what: string): void {
  const names = parts.map(({ part }) => part.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) invalid('plugins', `bring two ${what} named "${twice}"`);
}

function byChannel<Part extends { readonly channel: string }>(
  parts: Installed<Part>[],
): Map<string, Installed<Part>[]> {
  const channels = new Map<string, Installed<Part>[]>();
  for (const installed of parts) {
    const { channel } = installed.part;
    channels.set(channel, [...(channels.get(channel) ?? []), installed]);
  }
  return channels;
}
