/** Every kind of entry that the engine keeps in its store. */
export const COLLECTIONS = {
  profile: 'profile',
  /** Which anonymous ids are whose. */
  identity: 'identity',
  consent: 'consent',
  /** What rules remember of a person, and the segments they were last found in. */
  membership: 'membership',
  /** The same the other way round: by segment. */
  member: 'member',
  membershipDue: 'membership-due',
  membershipSweep: 'membership-sweep',
  list: 'list',
  contact: 'contact',
  outbox: 'outbox',
  due: 'outbox-due',
  exposure: 'exposure',
  /** Nameless marks of erased people. */
  erased: 'erased',
  job: 'job',
  item: 'item',
  catalogRevision: 'catalog-revision',
  model: 'model',
  modelPart: 'model-part',
} as const;

export type Collection = (typeof COLLECTIONS)[keyof typeof COLLECTIONS];

/** Those that hold something about a person, as `privacy.export` shows it. */
export const PERSONAL_COLLECTIONS: readonly Collection[] = [
  'profile',
  'membership',
  'list',
  'identity',
  'contact',
  'outbox',
  'exposure',
];
