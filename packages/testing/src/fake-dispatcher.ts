import {
  type ChannelDispatcher,
  type DispatchContext,
  isSintoniaError,
  type Message,
  type Receipt,
  SintoniaError,
} from '@sintonia/spec';
import { type FakeFeedback, fakeFeedback } from './fake-feedback.js';

/**
 * What the pretended provider does with a message: take it (`accept`); answer with an error and not take it (`busy`,
 * `slow-down`, `refuse`, `unauthorised`, `unreachable`); take it and let the answer get lost (`lose`); take it and never
 * answer (`hang`, ends with the abort signal); throw an error that is none of ours (`crash`).
 */
export type FakeBehaviour =
  | 'accept'
  | 'busy'
  | 'slow-down'
  | 'refuse'
  | 'unauthorised'
  | 'unreachable'
  | 'lose'
  | 'hang'
  | 'crash';

export interface FakeDispatcherOptions {
  /** Default: `fake`. */
  readonly name?: string;
  /** Default: `email`. */
  readonly channel?: string;
  /** Messages at once, as `limits.concurrency`. Default: not stated. */
  readonly concurrency?: number;
  /** Messages in one request, as `limits.batch`; from 2 on there is `dispatchMany`. Default: not stated. */
  readonly batch?: number;
  /** Messages in a second, as `limits.perSecond`. Default: not stated. */
  readonly perSecond?: number;
  /** What it signs its reports with. Default: `fake-secret`. */
  readonly secret?: string;
}

/** A provider that lives in memory: a mailbox to look into, failures on demand, and reports of what became of messages. */
export interface FakeDispatcher extends Omit<ChannelDispatcher, keyof FakeFeedback>, FakeFeedback {
  /** What the provider has taken, in order. The same send key twice means that a person got it twice. */
  readonly messages: readonly Message[];
  /** Every message that was dispatched, alone or among several, whatever came of it. */
  readonly attempts: readonly { readonly message: Message; readonly context: DispatchContext }[];
  /** How many messages each call of `dispatchMany` had. */
  readonly batches: readonly number[];
  /** What to do with all messages from now on, behind what `next` lists. Of several in one request, with each. */
  behave(behaviour: FakeBehaviour): void;
  /** What to do with the next messages, one after the other. */
  next(...behaviours: FakeBehaviour[]): void;
  /** Forgets messages, attempts and behaviours. */
  clear(): void;
}

/** A dispatcher that passes `dispatcherSuite` without a network. */
export function fakeDispatcher(options: FakeDispatcherOptions = {}): FakeDispatcher {
  const { name = 'fake', channel = 'email', batch = 1, secret = 'fake-secret' } = options;
  const messages: Message[] = [];
  const attempts: { message: Message; context: DispatchContext }[] = [];
  const batches: number[] = [];
  const script: FakeBehaviour[] = [];
  let always: FakeBehaviour = 'accept';

  function accept(message: Message): Receipt {
    messages.push(arrived(message));
    return { providerId: `${name}-${messages.length}` };
  }

  async function dispatch(message: Message, context: DispatchContext): Promise<Receipt> {
    attempts.push({ message, context });
    assertAddress(message);
    if (context.abort.aborted)
      throw new SintoniaError('DELIVERY_TRANSIENT', 'Aborted before the message was handed over.');
    const behaviour = script.shift() ?? always;
    switch (behaviour) {
      case 'accept':
        return accept(message);
      case 'busy':
        throw new SintoniaError('DELIVERY_TRANSIENT', 'The provider is busy.');
      case 'unreachable':
        throw new SintoniaError('DELIVERY_TRANSIENT', 'The provider cannot be reached.');
      case 'slow-down':
        throw new SintoniaError('DELIVERY_RATE_LIMITED', 'The provider asks to slow down.', {
          details: { retryAfterMs: 30_000 },
        });
      case 'refuse':
        throw new SintoniaError('DELIVERY_REJECTED', 'The provider refused the message.');
      case 'unauthorised':
        throw new SintoniaError('DELIVERY_UNAUTHORISED', 'The provider refused our credentials.');
      case 'lose':
        accept(message);
        throw new SintoniaError('DELIVERY_UNKNOWN', 'The connection was lost before the answer.');
      case 'hang':
        accept(message);
        await aborted(context.abort);
        throw new SintoniaError('DELIVERY_UNKNOWN', 'Aborted before the answer.');
      case 'crash':
        throw new TypeError('The fake dispatcher crashed, as it was told.');
    }
  }

  async function dispatchMany(several: readonly Message[], context: DispatchContext) {
    batches.push(several.length);
    return Promise.all(several.map((message) => dispatch(message, context).catch(wordOf)));
  }

  const sending: Omit<FakeDispatcher, keyof FakeFeedback> = {
    name,
    specVersion: 1,
    channel,
    limits: limitsOf(options),
    ...(batch > 1 && { dispatchMany }),
    batches,
    messages,
    attempts,
    dispatch,
    behave(behaviour) {
      always = behaviour;
    },
    next(...behaviours) {
      script.push(...behaviours);
    },
    clear() {
      messages.length = 0;
      attempts.length = 0;
      batches.length = 0;
      script.length = 0;
      always = 'accept';
    },
  };
  return Object.assign(fakeFeedback(name, secret), sending);
}

function limitsOf({ concurrency, batch, perSecond }: FakeDispatcherOptions): NonNullable<ChannelDispatcher['limits']> {
  return {
    ...(concurrency !== undefined && { concurrency }),
    ...(batch !== undefined && { batch }),
    ...(perSecond !== undefined && { perSecond }),
  };
}

/** A crash is nobody's word: it ends the whole request. */
function wordOf(error: unknown): SintoniaError {
  if (isSintoniaError(error)) return error;
  throw error;
}

/** Stricter than the policy in `@sintonia/adapter-kit`: a test needs no exotic addresses. */
function assertAddress({ channel, to }: Message): void {
  const plain =
    channel === 'email' ? /^[\w+-]+(?:\.[\w+-]+)*@(?:[\p{L}\p{N}-]+\.)*\p{L}[\p{L}\p{N}-]*$/u : /^\P{Cc}+$/u;
  if (to.length > 254 || !plain.test(to)) {
    throw new SintoniaError('ADDRESS_INVALID', 'The address is not exactly one plain address.', { field: 'to' });
  }
}

/** As it would arrive: a subject is one line. */
function arrived(message: Message): Message {
  const { content } = message;
  if (content.subject === undefined || !/[\r\n]/.test(content.subject)) return message;
  return { ...message, content: { ...content, subject: content.subject.replace(/[\r\n]+/g, ' ') } };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
