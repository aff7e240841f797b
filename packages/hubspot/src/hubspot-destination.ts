import { type Destination, type PersonUpdate, SintoniaError } from '@sintonia/spec';
import { type ContactInput, type ContactOutcome, PropertiesLost, writeContacts } from './contact-batch.js';
import { contactKey } from './contact-key.js';
import { BATCH, endpoints } from './endpoints.js';
import { type HubSpotApi, isRefused } from './hubspot-api.js';
import type { HubSpotSettings } from './hubspot-options.js';
import { PropertyGroup } from './property-group.js';
import { propertiesOf, propertyValues } from './property-values.js';
import { recordIds } from './record-ids.js';
import { SegmentLists } from './segment-lists.js';

interface Job {
  readonly update: PersonUpdate;
  readonly input: ContactInput;
}

/** Traits, segments and picks as properties of contacts, and segments as lists where that is wanted. */
export class HubSpotDestination implements Destination {
  readonly name = 'hubspot';
  readonly specVersion = 1;
  readonly limits = { batch: BATCH };
  readonly properties: PropertyGroup;
  readonly #lists: SegmentLists;
  readonly #api: HubSpotApi;
  readonly #settings: HubSpotSettings;

  constructor(api: HubSpotApi, settings: HubSpotSettings) {
    this.#api = api;
    this.#settings = settings;
    this.properties = new PropertyGroup(api, settings);
    this.#lists = new SegmentLists(api, settings);
  }

  /**
   * A word about each. Visitors whom HubSpot can't know have nothing to be written, and are done. Somebody with nothing left is
   * cleared where they are a contact, and never made one.
   *
   * @throws SINTONIA_PLATFORM_UNAUTHORISED, _RATE_LIMITED, _TRANSIENT, _REJECTED where it is about all.
   */
  async write(
    updates: readonly PersonUpdate[],
    { abort }: { readonly abort: AbortSignal },
  ): Promise<(SintoniaError | undefined)[]> {
    const write = (hasLost: () => Promise<boolean>) => this.#write(updates, hasLost, abort);
    try {
      return await write(() => this.properties.hasLost(abort));
    } catch (error) {
      if (!(error instanceof PropertiesLost)) throw error;
      return write(async () => false);
    }
  }

  async #write(
    updates: readonly PersonUpdate[],
    hasLost: () => Promise<boolean>,
    abort: AbortSignal,
  ): Promise<(SintoniaError | undefined)[]> {
    const words = new Map<PersonUpdate, SintoniaError>();
    const jobs = await this.#jobs(updates, words, abort);
    const isMade = ({ update, input }: Job) =>
      this.#settings.create && !isEmpty(update) && input.idProperty !== undefined;
    const outcomes = new Map<Job, ContactOutcome>();
    for (const [path, some] of [
      [endpoints.upsertContacts, jobs.filter(isMade)],
      [endpoints.updateContacts, jobs.filter((job) => !isMade(job))],
    ] as const) {
      const inputs = some.map(({ input }) => input);
      const results = await writeContacts(this.#api, path, inputs, hasLost, abort);
      for (const [index, job] of some.entries()) outcomes.set(job, results[index] as ContactOutcome);
    }
    for (const [{ update }, outcome] of outcomes) {
      if ('error' in outcome && !(isEmpty(update) && isUnknown(outcome.error))) words.set(update, outcome.error);
    }
    if (this.#settings.lists) await this.#place(outcomes, abort);
    return updates.map((update) => words.get(update));
  }

  async #jobs(
    updates: readonly PersonUpdate[],
    words: Map<PersonUpdate, SintoniaError>,
    abort: AbortSignal,
  ): Promise<Job[]> {
    const keyed = updates.flatMap((update) => {
      const key = contactKey(update.person, this.#settings);
      if (key === undefined && update.person.userId !== undefined) words.set(update, noContact());
      return key === undefined ? [] : [{ update, key }];
    });
    if (keyed.length === 0) return [];
    const needed = keyed.flatMap(({ update }) => propertiesOf(update, this.#settings));
    const known = await this.properties.with(needed, abort);
    return keyed.map(({ update, key }) => {
      return { update, input: { ...key, properties: propertyValues(update, known, this.#settings) } };
    });
  }

  async #place(outcomes: ReadonlyMap<Job, ContactOutcome>, abort: AbortSignal): Promise<void> {
    const written = [...outcomes].flatMap(([job, outcome]) => ('error' in outcome ? [] : [{ ...job, ...outcome }]));
    const untold = written.filter(({ recordId, input }) => recordId === undefined && input.idProperty !== undefined);
    const keys = untold.map(({ input }) => input);
    const found = keys.length === 0 ? new Map<string, string>() : await recordIds(this.#api, keys, abort);
    const members = written.flatMap(({ update, input, recordId }) => {
      const id = recordId ?? (input.idProperty === undefined ? input.id : found.get(input.id));
      return id === undefined ? [] : [{ recordId: id, segments: update.segments }];
    });
    return this.#lists.place(members, abort);
  }
}

function isEmpty({ traits, segments, picks = [] }: PersonUpdate): boolean {
  return Object.keys(traits).length === 0 && segments.length === 0 && picks.length === 0;
}

function isUnknown(error: SintoniaError): boolean {
  return isRefused(error, 404) || error.details?.because === 'OBJECT_NOT_FOUND';
}

function noContact(): SintoniaError {
  const message = 'The user id can not be the `idProperty` of a contact: HubSpot would refuse it.';
  return new SintoniaError('PLATFORM_REJECTED', message, { details: { because: 'NO_CONTACT_KEY' } });
}
