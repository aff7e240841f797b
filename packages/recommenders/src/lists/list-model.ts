/** For every item the items that go with it best: the whole model, as flat arrays. Holds nothing about any person. */
export interface ItemListsModel {
  /** Ascending by UTF-16 code units. An item's number is its place in here. */
  readonly itemIds: readonly string[];
  /** `itemIds.length + 1` places in `neighbours` and `scores`. */
  readonly offsets: Int32Array;
  /** Item numbers; within a list by falling score, ties by rising number. Never the item itself. */
  readonly neighbours: Int32Array;
  /** Above 0, finite. Beside `neighbours`. */
  readonly scores: Float32Array;
}
