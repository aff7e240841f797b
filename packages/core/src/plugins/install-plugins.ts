import { assertIdentifier, type Plugin, type Purpose, SintoniaError } from '@sintonia/spec';
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
    if (typeof plugin !== 'object' || plugin === null) invalid(field, 'must be an object; did you call its factory?');
    assertPart(plugin, field, []);
    if (names.has(plugin.name)) invalid(`${field}.name`, `"${plugin.name}" is installed twice`);
    names.add(plugin.name);
  });
  plugins.forEach((plugin, index) => {
    for (const required of plugin.requires ?? []) {
      if (!names.has(required))
        invalid(`plugins[${index}].requires`, `needs the plugin "${required}", which is not there`);
    }
  });
  return {
    plugins,
    collectors: new Map(gather(plugins, 'collectors', ['parse']).map(({ part }) => [part.name, part])),
    segmenters: unique(gather(plugins, 'segmenters', ['assign']), 'segmenter'),
    recommenders: unique(gather(plugins, 'recommenders', ['recommend']), 'recommender'),
    dispatchers: byChannel(gather(plugins, 'dispatchers', ['dispatch'])),
    rules: gather(plugins, 'rules', ['judge']).map(({ part }) => part),
    assigner: plugins.findLast((plugin) => plugin.assigner)?.assigner,
  };
}

type PartList = 'collectors' | 'segmenters' | 'recommenders' | 'dispatchers' | 'rules';
type PartOf<List extends PartList> = NonNullable<Plugin[List]>[number];

function gather<List extends PartList>(plugins: readonly Plugin[], list: List, methods: readonly string[]) {
  const found: Installed<PartOf<List>>[] = [];
  plugins.forEach((plugin, index) => {
    const purposes: readonly Purpose[] = plugin.purposes ?? [];
    (plugin[list] ?? []).forEach((part, place) => {
      assertPart(part, `plugins[${index}].${list}[${place}]`, methods);
      found.push({ part: part as PartOf<List>, purposes });
    });
  });
  return found;
}

function unique<Part extends { readonly name: string }>(parts: Installed<Part>[], what: string): Installed<Part>[] {
  const names = parts.map(({ part }) => part.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) invalid('plugins', `bring two ${what}s named "${twice}"`);
  return parts;
}

function byChannel<Part extends { readonly channel: string }>(parts: Installed<Part>[]): Map<string, Installed<Part>> {
  const channels = new Map<string, Installed<Part>>();
  for (const installed of parts) {
    if (!channels.has(installed.part.channel)) channels.set(installed.part.channel, installed);
  }
  return channels;
}

function assertPart(part: object, field: string, methods: readonly string[]): void {
  const members = part as Record<string, unknown>;
  try {
    assertIdentifier(members.name, `${field}.name`);
  } catch (cause) {
    throw new SintoniaError('PLUGIN_INVALID', `${field} has no proper name.`, { field: `${field}.name`, cause });
  }
  if (members.specVersion !== 1) invalid(`${field}.specVersion`, 'must be 1');
  for (const method of methods) {
    if (typeof members[method] !== 'function') invalid(`${field}.${method}`, 'must be a function');
  }
}

function invalid(field: string, problem: string): never {
  throw new SintoniaError('PLUGIN_INVALID', `${field} ${problem}.`, { field });
}
