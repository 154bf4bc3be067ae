import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';

export interface EndOptions {
  /** How long answers that are on their way are waited for, in milliseconds. Default 5,000. */
  readonly within?: number;
  /** How long a connection must have been idle to be closed at once, in milliseconds. Default 0, unless requests still come. */
  readonly linger?: number;
  /** Told how many answers are waited for, if there are any. */
  readonly onWait?: (answers: number) => void;
  /** Told how many answers are about to be cut off, if there are any. */
  readonly onCut?: (answers: number) => void;
  /** Answers that do not end by themselves, such as event streams: they are told to, when all others were sent. */
  readonly endless?: { count(): number; end(): void };
}

export const LAST_ANSWERS = 5000;
/** How long requests are still taken on open connections, in milliseconds. */
const LONGEST_LINGER = 1000;
/** How long new connections are still taken, in milliseconds. */
const LONGEST_READING = 1000;

/** How long clients of event streams may take to read that these end, in milliseconds. */
const LAST_WORDS = 500;

interface Drain {
  /** Takes note of a request; false when it came after the end had begun, and nobody must work for it. */
  admit(outgoing: ServerResponse): boolean;
  /** Stops listening, waits for the answers that are owed, and resolves to how many were cut off. */
  end(options?: EndOptions): Promise<number>;
}

interface Connection {
  /** The answers that it is owed, in their order. */
  readonly answers: Set<ServerResponse>;
  /** When it was opened, or its last answer was sent. */
  idleSince: number;
}

/** Follows the connections of a server and the answers that each is owed, so that it can end without cutting one off. */
export function createDrain(server: Server): Drain {
  const connections = new Map<Socket, Connection>();
  /** ending: whatever comes is answered, and told that its connection ends. ended: nothing is taken any more. */
  let state: 'open' | 'ending' | 'ended' = 'open';
  let opened = 0;
  let latecomers = 0;
  let onEmpty = () => {};
  let onSettle = () => {};

  server.on('connection', (socket) => {
    opened += 1;
    connections.set(socket, { answers: new Set(), idleSince: performance.now() });
    socket.once('close', () => {
      connections.delete(socket);
      // Whoever is gone is owed nothing more.
      onSettle();
      if (connections.size === 0) onEmpty();
    });
  });

  /** An answer was sent, or its connection is gone. Of answers in a queue behind a gone one Node tells nothing. */
  function settle(this: ServerResponse): void {
    const { socket } = this.req;
    const connection = connections.get(socket);
    if (!connection) return;
    connection.answers.delete(this);
    connection.idleSince = performance.now();
    if (state === 'ended' && connection.answers.size === 0) socket.destroySoon();
    onSettle();
  }

  function owed(): number {
    return [...connections.values()].reduce((sum, { answers }) => sum + answers.size, 0);
  }

  /**
   * What has arrived at this machine is asked already. Of connections that wait Node takes one in each turn of its event
   * loop, and reads from it in the next; the first turn may be one that has done both.
   */
  async function reading(): Promise<void> {
    const end = performance.now() + LONGEST_READING;
    for (let idle = 0; idle < 3 && performance.now() < end; ) {
      const before = opened;
      await new Promise((resolve) => setImmediate(resolve));
      idle = opened === before ? idle + 1 : 0;
    }
  }

  /** Clients that have just got an answer may be sending their next request. They get an answer, as their last. */
  async function lingering(idle: number): Promise<void> {
    const end = performance.now() + LONGEST_LINGER;
    const isAwaited = ({ answers, idleSince }: Connection) =>
      answers.size === 0 && performance.now() - idleSince < idle;
    while (performance.now() < end && [...connections.values()].some(isAwaited))
      await settled(10, (resolve) => (onEmpty = resolve));
  }

  return {
    admit(outgoing) {
      const connection = connections.get(outgoing.req.socket);
      if (!connection) return false;
      if (state !== 'open') {
        latecomers += 1;
        if (state === 'ended' || hasLast(connection)) return false;
      }
      connection.answers.add(outgoing);
      if (state !== 'open') tellEnd(connection);
      outgoing.on('close', settle);
      return true;
    },
    async end({ within = LAST_ANSWERS, linger = 0, onWait, onCut, endless } = {}) {
      const rest = () => owed() - (endless?.count() ?? 0);
      state = 'ending';
      for (const connection of connections.values()) tellEnd(connection);
      await reading();
      // Not the HTTP server's own close: it would also destroy connections whose answer is made but not sent yet.
      NetServer.prototype.close.call(server);
      await reading();
      await lingering(latecomers > 0 ? LONGEST_LINGER : linger);
      state = 'ended';
      for (const [socket, { answers }] of connections) if (answers.size === 0) socket.destroySoon();
      const waiting = rest();
      if (waiting > 0) onWait?.(waiting);
      if (endless && waiting > 0)
        await settled(within, (resolve) => (onSettle = () => rest() <= 0 && resolve()));
      let cut = Math.max(0, rest());
      const streams = endless?.count() ?? 0;
      endless?.end();
      if (connections.size > 0)
        await settled(streams > 0 ? LAST_WORDS : within, (resolve) => (onEmpty = resolve));
      if (streams === 0) cut = owed();
      if (cut > 0) onCut?.(cut);
      for (const socket of connections.keys()) socket.destroy();
      // It listens no more, but only this ends its timer.
      server.close(() => {});
      return cut;
    },
  };
}

/** The answers that say only because of us that their connection ends. */
const told = new WeakSet<ServerResponse>();

/** Of the answers in the pipe of one connection only the last may say that it ends. */
function tellEnd({ answers }: Connection): void {
  for (const one of answers) if (told.delete(one)) one.shouldKeepAlive = true;
  const last = [...answers].at(-1);
  if (!last?.shouldKeepAlive || last.headersSent) return;
  last.shouldKeepAlive = false;
  told.add(last);
}

/** Nothing follows an answer that has said that it is the last. */
function hasLast({ answers }: Connection): boolean {
  return [...answers].some(({ headersSent, shouldKeepAlive }) => headersSent && !shouldKeepAlive);
}

/** Waits for a call, but not longer than so many milliseconds. */
async function settled(within: number, call: (resolve: () => void) => void): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, within);
    call(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
