type Soon = (callback: () => void) => unknown;

// Where there is no setImmediate (outside Node), a timer does.
const soon: Soon = (globalThis as { setImmediate?: Soon }).setImmediate ?? ((callback) => setTimeout(callback, 0));

/** Lets the event loop turn once. */
export function turn(): Promise<void> {
  return new Promise((resolve) => soon(resolve));
}
