/** One figure, as a case finds it. */
export interface Figure {
  /** What was done, such as `collect/sqlite/100-a-call`. */
  readonly case: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** What did the same job beside it in the same run, and how well. Without `peerValue` it was absent. */
  readonly peer?: string;
  readonly peerValue?: number;
  /** `value / peerValue`. */
  readonly ratio?: number;
}

/** One figure, as it is printed and kept. */
export interface Measurement extends Figure {
  readonly suite: string;
}

/** A figure beside that of a peer. @param peerValue absent where the peer is. */
export function besidePeer(figure: Figure, peer: string, peerValue: number | undefined): Figure {
  if (peerValue === undefined) return { ...figure, peer };
  return { ...figure, peer, peerValue, ratio: figure.value / peerValue };
}
