import type { Decision } from './decision.js';
import type { FitReport } from './fit.js';
import type { MessageState } from './message.js';
import type { PersonId } from './person.js';
import type { Drift } from './prediction.js';

/** What an engine tells its listeners. No addresses, no contents. */
export interface EngineEvents {
  collected: { readonly accepted: number; readonly duplicates: number; readonly refused: number };
  consent: { readonly person: PersonId; readonly purposes: readonly string[]; readonly granted: boolean };
  erased: { readonly person: PersonId };
  /** `remainingMs`: how long it will take at this pace; absent while nothing can be said. */
  fitProgress: { readonly model: string; readonly fraction: number; readonly remainingMs?: number };
  fitted: { readonly model: string; readonly report: FitReport };
  /** What a fit found to have changed since the one before. Only where something did. */
  drift: { readonly model: string; readonly drift: readonly Drift[] };
  decided: Decision;
  message: {
    readonly sendKey: string;
    readonly campaign: string;
    readonly state: MessageState;
    readonly code?: string;
  };
  error: { readonly where: string; readonly error: unknown };
}
