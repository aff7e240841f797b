export type { CheckName, CheckStatus, Finding, FindingReason, InLanguages } from './finding.js';
export type { MailResolver } from './mail-resolver.js';
export { type Preflight, type PreflightOptions, preflight, type SenderDns } from './preflight.js';
