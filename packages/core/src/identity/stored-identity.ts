import type { IdentityChange, PersonId } from '@sintonia/spec';

/** What is kept about a browser or device, under its anonymous person. */
export interface StoredDevice {
  /** The user id of whom it counts for. */
  readonly owner?: string;
  /** Since somebody else was seen on it: the anonymous person under whom what comes now is kept. */
  readonly current?: PersonId;
  /** Those of earlier times of sharing, which belong to it again since an un-merge. */
  readonly parts: readonly PersonId[];
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
  /** As the device has them. */
  readonly parts: readonly PersonId[];
  readonly since: number;
}

export const newDevice: StoredDevice = { parts: [], changes: [] };
export const newPerson: StoredPerson = { devices: [], former: [] };
