import type { KeyWork, Work } from './work.js';

/**
 * More locks than this in one transaction, and it locks the whole tenant instead. PostgreSQL has room for 6,400 as it comes
 * (64 for each of 100 connections), and a process writes in one transaction at a time.
 */
export const MOST_LOCKS = 128;

/**
 * What a transaction has to have for itself (`false`) or may share (`true`), by name. All that is about one person is one lock:
 * whoever writes about somebody has read their profile, and would lose the race anyway. What is only looked at is shared. Appended
 * signals need none: ids keep themselves unique, and an erasure or a trim comes before or after a whole commit either way.
 */
export function addLocks(locks: Map<string, boolean>, { check, put, delete: gone, trim }: Work): void {
  for (const { key } of check) share(locks, ofKey(key));
  for (const { key } of put) locks.set(ofKey(key), false);
  for (const key of gone) locks.set(ofKey(key), false);
  for (const { person } of trim) locks.set(ofPerson(person), false);
}

/** How many those can be at most. */
export function mostLocksOf({ check, put, delete: gone, trim }: Work): number {
  return check.length + put.length + gone.length + trim.length;
}

export function ofPerson(person: string): string {
  return `person ${person}`;
}

function ofKey({ collection, id, person }: KeyWork): string {
  return person === '' ? `entry ${collection} ${id}` : ofPerson(person);
}

function share(locks: Map<string, boolean>, name: string): void {
  if (!locks.has(name)) locks.set(name, true);
}
