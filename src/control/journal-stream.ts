import type { Journal } from './journal.ts';
import type { ServedExchange } from './served-exchange.ts';
import type { ShownEntry } from './shown-entry.ts';

/** Proxies and clients close what is silent for long. In milliseconds. */
const SILENCE = 15_000;

interface StreamOptions {
  readonly show: (served: ServedExchange) => ShownEntry;
  /** The number of the last exchange that the reader has; undefined: only what comes from now on is sent. */
  readonly after?: number | undefined;
  /** Aborted when the client has left. */
  readonly signal?: AbortSignal | undefined;
  /** How long it may be silent, in milliseconds. */
  readonly silence?: number;
}

/**
 * A journal as server-sent events (HTML, 9.2), one an entry with its number as `id`, so that a browser which connects again
 * goes on where it was. Entries wait in the journal, not in the stream: a slow reader costs no memory, and is told by
 * `missed` how many were dropped meanwhile. `end` tells that there will be no more.
 */
export function streamJournal(
  journal: Journal,
  { show, after, signal, silence = SILENCE }: StreamOptions,
): ReadableStream<Uint8Array> {
  let wake = () => {};
  let isLeft = false;
  const follower = journal.follow(() => wake(), after);
  const leave = () => {
    isLeft = true;
    follower.stop();
    wake();
  };

  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (signal?.aborted) leave();
      else signal?.addEventListener('abort', leave, { once: true });
      // The client's `open` comes with the first bytes.
      controller.enqueue(toBytes('retry: 1000\n\n'));
    },
    async pull(controller) {
      for (;;) {
        const next = isLeft ? undefined : follower.next();
        if (next) {
          const missed = next.missed > 0 ? toEvent('missed', { count: next.missed }) : '';
          controller.enqueue(toBytes(missed + toEvent('', show(next.exchange), next.exchange.n)));
          return;
        }
        if (isLeft || follower.ended) {
          if (!isLeft) controller.enqueue(toBytes(toEvent('end', {})));
          follower.stop();
          signal?.removeEventListener('abort', leave);
          controller.close();
          return;
        }
        if (await isSilent()) {
          controller.enqueue(toBytes(': still here\n\n'));
          return;
        }
      }
    },
    cancel: leave,
  });

  /** Waits until there may be something, but not for ever. */
  function isSilent(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), silence);
      // A stream alone does not keep a process alive.
      timer.unref();
      wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  }
}

function toEvent(name: string, data: unknown, id?: number): string {
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(name === '' ? [] : [`event: ${name}`]),
    `data: ${JSON.stringify(data)}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

function toBytes(text: string): Uint8Array {
  return Buffer.from(text);
}
