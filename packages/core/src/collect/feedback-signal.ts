import { assertIdentifier, type FeedbackInput, personOf, readOneOf, type SignalInput } from '@sintonia/spec';

const typeOf = {
  clicked: 'Recommendation Clicked',
  liked: 'Recommendation Liked',
  dismissed: 'Recommendation Dismissed',
} as const;

/**
 * Feedback is a signal like any other.
 *
 * @throws SINTONIA_INPUT_INVALID, SINTONIA_PERSON_MISSING
 */
export function feedbackSignal(input: FeedbackInput): SignalInput {
  personOf(input);
  assertIdentifier(input.itemId, 'itemId');
  const kind = readOneOf(input.kind, 'kind', ['clicked', 'dismissed', 'liked']);
  const because =
    input.because === undefined
      ? undefined
      : readOneOf(input.because, 'because', ['notMyTaste', 'alreadyHave', 'tooExpensive', 'notNow', 'other']);
  if (input.exposureId !== undefined) assertIdentifier(input.exposureId, 'exposureId');
  return {
    userId: input.userId,
    anonymousId: input.anonymousId,
    id: input.id,
    type: typeOf[kind],
    itemId: input.itemId,
    properties: {
      ...(because === undefined ? {} : { because }),
      ...(input.exposureId === undefined ? {} : { exposureId: input.exposureId }),
    },
  };
}
