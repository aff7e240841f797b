/** Tells about what failed on our side. Never throws. */
export type Tell = (error: unknown) => void;

/** Whoever is told may fail in turn, at once or later: the answer stands, and the process goes on. */
export function tell(onError: (error: unknown) => unknown): Tell {
  return async (error) => {
    try {
      await onError(error);
    } catch {}
  };
}
