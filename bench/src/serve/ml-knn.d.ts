declare module 'ml-knn' {
  /** What we use of it; it brings no types. */
  export default class Knn {
    constructor(points: readonly (readonly number[])[], labels: readonly number[], options: { readonly k: number });
    predict(point: readonly number[]): number;
  }
}
