import type { IdentityChange, PersonId } from '@sintonia/spec';

/** What is kept about a browser or device, under its anonymous person. */
export interface StoredDevice {
  /** The user id of whom it counts for. */
  readonly owner?: string;
  /** Under whom is kept what comes now. Absent: under the device's own anonymous person. */
  readonly kept?: PersonId;
  /** Under whom was kept what came before, the latest first. */
  readonly earlier: readonly PersonId[];
  /** Whether somebody else was seen on it, and so only what came before counts for the owner. */
  readonly isShared: boolean;
  /** Only ever added to. */
  readonly changes: readonly IdentityChange[];
}

/** What is kept about somebody known. Always written together with the device's side. */
export interface StoredPerson {
  /** The latest first. */
  readonly devices: readonly OwnedDevice[];
  /** Devices that counted for them once: their ledgers name this person. */
  readonly former: readonly string[];
}

export interface OwnedDevice {
  readonly anonymousId: string;
  /** Under whom is kept what counts for the owner. */
  readonly parts: readonly PersonId[];
  readonly since: number;
}

export const newDevice: StoredDevice = { earlier: [], isShared: false, changes: [] };
export const newPerson: StoredPerson = { devices: [], former: [] };

/** Under whom is kept what counts for the owner of a device, or, of one without, for the device itself. */
export function partsOf(device: PersonId, { kept = device, earlier, isShared }: StoredDevice): readonly PersonId[] {
  return isShared ? earlier : [kept, ...earlier];
}
