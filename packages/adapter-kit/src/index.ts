export * from './plain-address.js';
export * from './redact.js';
export * from './settings.js';
