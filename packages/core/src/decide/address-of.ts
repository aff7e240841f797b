import type { ChannelDispatcher, Profile } from '@sintonia/spec';

const traitOfChannel: Readonly<Record<string, 'email' | 'phone'>> = { email: 'email', sms: 'phone' };

/** Where a person can be reached through this dispatcher. */
export function addressOf(profile: Profile, dispatcher: ChannelDispatcher): string | undefined {
  if (dispatcher.addressOf) return dispatcher.addressOf(profile);
  const trait = traitOfChannel[dispatcher.channel];
  const address = trait === undefined ? undefined : profile.traits[trait];
  return address === '' ? undefined : address;
}
