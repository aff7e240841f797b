import { Lately } from '@sintonia/adapter-kit';
import { type Destination, type Plugin, personOf, type SignalCollector } from '@sintonia/spec';
import { Regulations } from './regulations.js';
import { SegmentCollector } from './segment-collector.js';
import { SegmentDestination } from './segment-destination.js';
import { readSegmentOptions, type SegmentOptions } from './segment-options.js';

/** What {@link segment} brings: a collector with `sharedSecret`, a destination with `writeKey`, erasure with `publicApiToken`. */
export interface SegmentPlugin extends Plugin {
  readonly collectors: readonly SignalCollector[];
  readonly destinations: readonly Destination[];
}

/**
 * People whom Segment itself told us to forget: our erasure would ask it to delete them once more, which would tell us to forget them
 * once more, for ever. As many as one webhook may bring, and some more.
 */
const MOST_DELETED = 10_000;

/**
 * Segment: its webhooks as signals, what we find out about people as traits, erasure by its Regulations API.
 *
 * ```ts
 * createEngine({ plugins: [segment({ sharedSecret: '…', writeKey: '…', publicApiToken: '…' })] })
 * ```
 *
 * @throws SINTONIA_OPTION_INVALID that names the option.
 */
export function segment(options: SegmentOptions): SegmentPlugin {
  const settings = readSegmentOptions(options);
  const { sharedSecret, writeKey, publicApiToken, purposes } = settings;
  const deleted = new Lately<true>(MOST_DELETED);
  const destination = writeKey === undefined ? undefined : new SegmentDestination(settings, writeKey);
  const regulations = publicApiToken === undefined ? undefined : new Regulations(settings, publicApiToken);
  return {
    name: 'segment',
    specVersion: 1,
    purposes,
    collectors: sharedSecret === undefined ? [] : [new SegmentCollector(settings, sharedSecret, deleted)],
    destinations: destination === undefined ? [] : [destination],
    setup({ clock }) {
      if (destination !== undefined) destination.clock = clock;
    },
    ...(regulations !== undefined && {
      erase: async (person) => {
        if (!deleted.take(personOf(person))) await regulations.suppressWithDelete(person);
      },
    }),
    async export() {
      const because = 'The tracking API takes traits and events and never gives them back.';
      if (destination === undefined) return { readable: false, because, writes: [], events: [] };
      const { traitNames: writes, eventNames: events } = destination;
      return {
        readable: false,
        because,
        writes,
        events,
        beside: 'The traits that syncs ask for, under their own names.',
      };
    },
  };
}
