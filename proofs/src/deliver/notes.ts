import type { Campaign, Profile } from '@sintonia/spec';

export const CHANNEL = 'note';

export const addressOf = ({ person }: Profile): string => person;

/** @param delivery what a claim that has run out comes to: never again by itself, or once more. */
export function notes(delivery: Campaign['delivery'] = 'atMostOnce') {
  const note: Campaign = {
    ...{ channel: CHANNEL, purpose: 'service', picks: 0, delivery },
    compose: ({ profile }) => ({ text: profile.person }),
  };
  return { note };
}
