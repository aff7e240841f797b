import { endpoints } from './endpoints.js';
import { type HubSpotApi, isRefused, listIn } from './hubspot-api.js';
import type { HubSpotSettings, PropertyType } from './hubspot-options.js';
import type { OwnProperty } from './property-values.js';

/** The control that shows each type in HubSpot. */
const controls: Record<PropertyType, { type: string; fieldType: string }> = {
  text: { type: 'string', fieldType: 'textarea' },
  number: { type: 'number', fieldType: 'number' },
  datetime: { type: 'datetime', fieldType: 'date' },
};

/** The group of contact properties that is ours: made with the first of them, and asked for once. */
export class PropertyGroup {
  readonly #api: HubSpotApi;
  readonly #group: string;
  #names: Promise<Set<string>> | undefined;

  constructor(api: HubSpotApi, { group }: Pick<HubSpotSettings, 'group'>) {
    this.#api = api;
    this.#group = group;
  }

  /** Names of all properties of ours, once these are among them. @throws SINTONIA_PLATFORM_*. */
  async with(properties: readonly OwnProperty[], abort?: AbortSignal): Promise<ReadonlySet<string>> {
    const names = await this.names(abort);
    const missing = properties.filter(({ name }) => !names.has(name));
    if (missing.length > 0) await this.#createGroup(abort);
    for (const property of missing) {
      if (names.has(property.name)) continue;
      await this.#create(property, abort);
      names.add(property.name);
    }
    return names;
  }

  /** Whether somebody removed properties of ours by hand, by asking anew. @throws SINTONIA_PLATFORM_*. */
  async hasLost(abort?: AbortSignal): Promise<boolean> {
    const before = (await this.#names) ?? new Set();
    this.#names = undefined;
    const after = await this.names(abort);
    return [...before].some((name) => !after.has(name));
  }

  /** Names of all properties of ours; makes none. @throws SINTONIA_PLATFORM_*. */
  names(abort?: AbortSignal): Promise<Set<string>> {
    this.#names ??= this.#load(abort).catch((error: unknown) => {
      this.#names = undefined;
      throw error;
    });
    return this.#names;
  }

  async #load(abort?: AbortSignal): Promise<Set<string>> {
    const group = this.#group;
    const properties = listIn(await this.#api.call({ path: endpoints.properties, abort }), 'results');
    const ours = properties.filter(
      ({ name, groupName }) => groupName === group && String(name).startsWith(`${group}_`),
    );
    return new Set(ours.map(({ name }) => name as string));
  }

  async #createGroup(abort?: AbortSignal): Promise<void> {
    const group = this.#group;
    const body = { name: group, label: group.charAt(0).toUpperCase() + group.slice(1) };
    await unlessThere(this.#api.call({ path: endpoints.propertyGroups, body, abort }));
  }

  async #create({ name, label, type }: OwnProperty, abort?: AbortSignal): Promise<void> {
    const body = { name, label: `${this.#group}: ${label}`, groupName: this.#group, ...controls[type] };
    await unlessThere(this.#api.call({ path: endpoints.properties, body, abort }));
  }
}

/** Somebody else may make the same at the same moment: 409 is what was wanted. */
async function unlessThere(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isRefused(error, 409)) throw error;
  }
}
