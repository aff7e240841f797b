import type { RuleProfile } from '../language/rule-subject.js';
import { own } from './own.js';

/** What is known of a person under this name: what was told, or else what the engine computes. */
export function factOf(profile: RuleProfile | undefined, name: string): unknown {
  return own(profile?.traits, name) ?? own(profile?.computed, name);
}
