/** Every kind of entry that the engine keeps in its store. */
export const COLLECTIONS = {
  profile: 'profile',
  /** What followed from signals that retention took away. */
  checkpoint: 'checkpoint',
  /** Which anonymous ids are whose. */
  identity: 'identity',
  consent: 'consent',
  /** What vendors asked for in people's names, until it is answered. */
  privacyRequest: 'privacy-request',
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
  /** Messages that came to rest without surely arriving, by state. */
  resting: 'outbox-resting',
  /** How many messages providers got on each day of their warm-up. */
  warmUp: 'warm-up',
  exposure: 'exposure',
  /** What providers reported about each message. */
  feedback: 'feedback',
  /** How deliveries to each address of a person went lately. */
  addressHistory: 'address-history',
  /** The provider's own ids of messages. */
  receipt: 'receipt',
  /** Nameless marks of addresses that must not be written to, and the key that they are made with. */
  suppression: 'suppression',
  suppressionKey: 'suppression-key',
  /** Nameless marks of erased people. */
  erased: 'erased',
  job: 'job',
  backfill: 'backfill',
  /** What was last written of a person to another system: a hash, and when. */
  synced: 'synced',
  /** People whom vendors asked us to forget, until they are. */
  pendingErasure: 'pending-erasure',
  item: 'item',
  /** When items with a time of their own were removed, so that what comes late does not bring them back. */
  removedItem: 'removed-item',
  /** Which items belong to a group, and since when that is known. */
  itemGroup: 'item-group',
  catalogRevision: 'catalog-revision',
  model: 'model',
  modelPart: 'model-part',
  /** Models that are being written, or removed. */
  modelUpload: 'model-upload',
} as const;

export type Collection = (typeof COLLECTIONS)[keyof typeof COLLECTIONS];

/** Those that hold something about a person, as `privacy.export` shows it. */
export const PERSONAL_COLLECTIONS: readonly Collection[] = [
  'profile',
  'checkpoint',
  'membership',
  'list',
  'identity',
  'contact',
  'privacy-request',
  'outbox',
  'exposure',
  'synced',
  'feedback',
];
