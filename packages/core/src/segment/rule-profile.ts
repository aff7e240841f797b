import type { RuleProfile } from '@sintonia/rules';
import type { Profile } from '@sintonia/spec';

/** A profile as rules see it: what is computed is asked for like what was told, which wins where both have a name. */
export function ruleProfile(profile: Profile): RuleProfile {
  return { ...profile, traits: { ...profile.computed, ...profile.traits } };
}
