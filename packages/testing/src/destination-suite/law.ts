import type { Destination, PersonReference, PersonUpdate } from '@sintonia/spec';

/** How the platform behind a destination behaves from now on. */
export type PlatformBehaviour = 'accept' | 'busy' | 'unauthorised' | 'unreachable';

/** What the platform knows of a person: what was written last. */
export type Written = Omit<PersonUpdate, 'person'>;

/** A destination and the platform, or what stands in for it. */
export interface DestinationRig {
  readonly destination: Destination;
  /** What the platform knows of somebody by now. Undefined of who was never written. */
  readonly known: (person: PersonReference) => Promise<Written | undefined> | Written | undefined;
  readonly behave: (behaviour: PlatformBehaviour) => unknown;
  /** People that the platform takes. Default: `ana`, `ben` and `eva`. */
  readonly people?: readonly PersonReference[];
  /** Somebody whom the platform refuses, as for an address that is none. */
  readonly refused?: PersonReference;
  /** Names of traits that it takes. Default: `plan`. */
  readonly trait?: string;
  readonly stop?: () => unknown;
}

/** One promise of the contract. `check` throws where it is broken. */
export interface DestinationLaw {
  readonly law: string;
  readonly needs?: 'refused';
  check(rig: DestinationRig): Promise<void>;
}
