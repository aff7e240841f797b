export type { CustomEvent, Sending } from './custom-events.js';
export { type HubSpotPlugin, hubspot } from './hubspot.js';
export type { HubSpotOptions, PropertyType } from './hubspot-options.js';
export type { SubscriptionChange } from './subscriptions.js';
