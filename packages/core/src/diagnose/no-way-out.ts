import type { Finding } from '@sintonia/spec';
import type { Settings } from '../settings.js';

/** Campaigns whose messages nobody can leave by a click: mail providers ask for it, and so does the law in most places. */
export function noWayOut({ campaigns, unsubscribe }: Settings): readonly Finding[] {
  const affected = [...campaigns]
    .filter(([, { purpose, channel }]) => purpose !== 'service' && channel === 'email')
    .map(([name]) => name);
  if (unsubscribe !== undefined || affected.length === 0) return [];
  return [
    {
      finding: 'noUnsubscribe',
      severity: 'notice',
      advice: 'Messages have no way out. Set `unsubscribe` in createEngine, or give campaigns the purpose service.',
      facts: { campaigns: affected },
    },
  ];
}
