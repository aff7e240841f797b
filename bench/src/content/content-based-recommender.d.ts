/** It comes without types. */
declare module 'content-based-recommender' {
  export default class ContentBasedRecommender {
    constructor(options: { readonly minScore: number; readonly maxSimilarDocuments: number });
    train(documents: readonly { readonly id: string; readonly content: string }[]): void;
    getSimilarDocuments(id: string, start: number, size: number): readonly { id: string; score: number }[];
  }
}
