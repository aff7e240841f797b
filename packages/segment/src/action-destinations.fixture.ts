/**
 * Requests that @segment/action-destinations 3.497.0 really sent: its destination `webhook`, action `send`, run by the `Destination` of
 * @segment/actions-core with the shared secret below, for one event by itself and for batches, and written down behind a socket.
 * Recorded, so that these tests do without its 35 MB; `proofs/` has the package make them live, and compares.
 */
export default [
  {
    name: 'an event',
    secret: 'abc123',
    signature: '8fde0fa8b29cdeb14964259ce83db0c3c8d66fb0',
    proves: 'all',
    body: '{"type":"track","event":"Product Viewed","messageId":"ajs-next-1","userId":"ana","anonymousId":"device-1","timestamp":"2025-11-22T08:00:00.000Z","properties":{"product_id":"mug","name":"Taza «ñ» ☕","quotes":"\\"}],[{\\\\"},"context":{"locale":"es-ES"}}',
  },
  {
    name: 'a batch of one',
    secret: 'abc123',
    signature: '67b8b13d6550c869a4cbe5ed7aeb9f2add57cc5f',
    proves: 'all',
    body: '[{"type":"track","event":"Product Viewed","messageId":"ajs-next-2","userId":"ana","anonymousId":"device-2","timestamp":"2025-11-22T08:00:00.000Z","properties":{"product_id":"mug","name":"Taza «ñ» ☕","quotes":"\\"}],[{\\\\"},"context":{"locale":"es-ES"}}]',
  },
  {
    name: 'a batch of two',
    secret: 'abc123',
    signature: '4e1a0889027d73b58aa37ebbbb942a6b34a3b49f',
    proves: 'first',
    body: '[{"type":"track","event":"Product Viewed","messageId":"ajs-next-3","userId":"ana","anonymousId":"device-3","timestamp":"2025-11-22T08:00:00.000Z","properties":{"product_id":"mug","name":"Taza «ñ» ☕","quotes":"\\"}],[{\\\\"},"context":{"locale":"es-ES"}},{"type":"track","event":"Product Viewed","messageId":"ajs-next-4","userId":"ben","anonymousId":"device-4","timestamp":"2025-11-22T08:00:00.000Z","properties":{"product_id":"mug","name":"Taza «ñ» ☕","quotes":"\\"}],[{\\\\"},"context":{"locale":"es-ES"}}]',
  },
];
