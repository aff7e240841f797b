declare module 'ml-knn' {
  /** What we use of it; it brings no types. */
  export default class Knn {
    constructor(
      points: readonly (readonly number[])[],
      labels: readonly number[],
      options: {
        readonly k: number;
        /** Gets arrays with the label behind the numbers, and objects with neither length nor label. */
        readonly distance?: (a: ArrayLike<number>, b: ArrayLike<number>) => number;
      },
    );
    predict(point: readonly number[]): number;
  }
}
