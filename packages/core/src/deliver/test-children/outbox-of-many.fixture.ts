import type { Campaign, Profile } from '@sintonia/spec';

/** A process that is stopped for longer loses what it has claimed. */
export const CLAIM_MS = 400;

export const addressOf = ({ person }: Profile): string => person;

const note: Campaign = { channel: 'note', purpose: 'service', picks: 0, compose: () => ({ text: 'Hello' }) };

export const campaigns = { note };
