import { type ChannelDispatcher, isIdentifier, type Plugin, SintoniaError } from '@sintonia/spec';

/** What a part of each kind must have beside its name and version. */
const methodsOf = {
  collectors: ['parse'],
  segmenters: ['assign'],
  recommenders: ['recommend'],
  rerankers: ['rerank'],
  dispatchers: ['dispatch'],
  destinations: ['write'],
  rules: ['judge'],
} as const;

/** @throws SINTONIA_PLUGIN_INVALID that names the member at fault. */
export function assertPlugin(plugin: Plugin, field: string): void {
  if (typeof plugin !== 'object' || plugin === null) invalid(field, 'must be an object: call its factory');
  assertNamed(plugin, field);
  for (const member of ['setup', 'close', 'erase', 'export'] as const) assertMethod(plugin, member, field, true);
  for (const list of ['requires', 'purposes'] as const) {
    assertList(plugin[list], `${field}.${list}`).forEach((name, index) => {
      if (!isIdentifier(name)) invalid(`${field}.${list}[${index}]`, 'must be a name');
    });
  }
  for (const [list, methods] of Object.entries(methodsOf)) {
    assertList(plugin[list as keyof typeof methodsOf], `${field}.${list}`).forEach((part, index) => {
      assertPart(part, `${field}.${list}[${index}]`, methods);
    });
  }
  for (const [index, dispatcher] of (plugin.dispatchers ?? []).entries()) {
    assertDispatcher(dispatcher, `${field}.dispatchers[${index}]`);
  }
  if (plugin.assigner !== undefined) assertPart(plugin.assigner, `${field}.assigner`, ['assign']);
}

export function invalid(field: string, problem: string): never {
  throw new SintoniaError('PLUGIN_INVALID', `${field} ${problem}.`, { field });
}

function assertDispatcher({ channel, limits }: ChannelDispatcher, field: string): void {
  if (!isIdentifier(channel)) invalid(`${field}.channel`, 'must be a name');
  const { concurrency = 1, batch = 1, perSecond = 1 } = limits ?? {};
  for (const [limit, value] of Object.entries({ concurrency, batch })) {
    if (!Number.isInteger(value) || value < 1) invalid(`${field}.limits.${limit}`, 'must be a whole number from 1');
  }
  if (!(perSecond > 0 && perSecond < Number.POSITIVE_INFINITY)) {
    invalid(`${field}.limits.perSecond`, 'must be a number above 0');
  }
}

function assertPart(part: unknown, field: string, methods: readonly string[]): void {
  if (typeof part !== 'object' || part === null) invalid(field, 'must be an object');
  assertNamed(part, field);
  for (const method of methods) assertMethod(part, method, field);
  for (const method of ['fit', 'predict', 'similar', 'snapshot', 'restore', 'itemsChanged', 'pool', 'dispatchMany']) {
    assertMethod(part, method, field, true);
  }
}

function assertNamed(part: object, field: string): void {
  const { name, specVersion } = part as { name?: unknown; specVersion?: unknown };
  if (!isIdentifier(name)) invalid(`${field}.name`, 'must be a name');
  if (specVersion !== 1) invalid(`${field}.specVersion`, 'must be 1');
}

function assertMethod(part: object, method: string, field: string, isOptional = false): void {
  const member = (part as Record<string, unknown>)[method];
  if (isOptional && member === undefined) return;
  if (typeof member !== 'function') invalid(`${field}.${method}`, 'must be a function');
}

function assertList(list: unknown, field: string): readonly unknown[] {
  if (list === undefined) return [];
  return Array.isArray(list) ? list : invalid(field, 'must be a list');
}
