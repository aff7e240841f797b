import type { PersonId, Segmenter } from '@sintonia/spec';

export interface FakeSegmenterOptions {
  /** Default: `fake`. */
  readonly name?: string;
  /** Who is in which segment. Default: `ana` is in `vip`. */
  readonly members?: Readonly<Record<string, readonly PersonId[]>>;
}

/** Knows who is in which segment because it was told. */
export function fakeSegmenter(options: FakeSegmenterOptions = {}): Segmenter {
  const { name = 'fake', members = { vip: ['ana'] } } = options;
  return {
    name,
    specVersion: 1,
    segments: Object.keys(members),
    assign({ profile }) {
      return Object.entries(members)
        .filter(([, people]) => people.includes(profile.person))
        .map(([segment]) => ({ segment, confidence: 1, reasons: [{ measure: 'told', value: profile.person }] }));
    },
  };
}
