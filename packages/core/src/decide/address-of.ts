import type { ChannelDispatcher, Profile } from '@sintonia/spec';

const traitOfChannel: Readonly<Record<string, 'email' | 'phone'>> = { email: 'email', sms: 'phone' };

/** Where a person can be reached through this dispatcher. */
export function addressOf(profile: Profile, dispatcher: ChannelDispatcher): string | undefined {
  const trait = Object.hasOwn(traitOfChannel, dispatcher.channel) ? traitOfChannel[dispatcher.channel] : undefined;
  const byDefault = trait === undefined ? undefined : profile.traits[trait];
  const address = dispatcher.addressOf ? dispatcher.addressOf(profile) : byDefault;
  return typeof address === 'string' && address !== '' ? address : undefined;
}

/** Whether it is worth a try. What an address must be in full is its dispatcher's to say. */
export function isPlausible(address: string, channel: string): boolean {
  return channel !== 'email' || /^[^\s@]+@[^\s@]+$/.test(address);
}
