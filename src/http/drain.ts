import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';

export interface EndOptions {
  /** How long answers that are on their way are waited for, in milliseconds. Default 5,000. */
  readonly within?: number;
  /** Told how many answers are waited for, if there are any. */
  readonly onWait?: (answers: number) => void;
  /** Told how many answers are about to be cut off, if there are any. */
  readonly onCut?: (answers: number) => void;
}

export const LAST_ANSWERS = 5000;

interface Drain {
  /** Takes note of a request; false when it came after the end had begun, and nobody must work for it. */
  admit(outgoing: ServerResponse): boolean;
  /** Stops listening, waits for the answers that are owed, and resolves to how many were cut off. */
  end(options?: EndOptions): Promise<number>;
}

/** Follows the connections of a server and the answers that each still owes, so that it can end without cutting one off. */
export function createDrain(server: Server): Drain {
  const owed = new Map<Socket, Set<ServerResponse>>();
  let isEnding = false;
  let onEmpty = () => {};

  server.on('connection', (socket) => {
    owed.set(socket, new Set());
    socket.once('close', () => {
      owed.delete(socket);
      if (owed.size === 0) onEmpty();
    });
  });

  /** An answer was sent, or its connection is gone. Of answers in a queue behind a gone one Node tells nothing. */
  function settle(this: ServerResponse): void {
    const { socket } = this.req;
    const answers = owed.get(socket);
    answers?.delete(this);
    if (isEnding && answers?.size === 0) socket.destroySoon();
  }

  function owedAnswers(): number {
    return [...owed.values()].reduce((sum, { size }) => sum + size, 0);
  }

  return {
    admit(outgoing) {
      if (isEnding) return false;
      owed.get(outgoing.req.socket)?.add(outgoing);
      outgoing.on('close', settle);
      return true;
    },
    async end({ within = LAST_ANSWERS, onWait, onCut } = {}) {
      // What has arrived at this machine is asked already: it is read before the door is shut.
      await turns();
      // Not the HTTP server's own close: it would also destroy connections whose answer is made but not sent yet.
      NetServer.prototype.close.call(server);
      await turns();
      isEnding = true;
      for (const [socket, answers] of owed) {
        const last = [...answers].at(-1);
        if (last) last.shouldKeepAlive = false;
        else socket.destroySoon();
      }
      const waiting = owedAnswers();
      if (waiting > 0) onWait?.(waiting);
      if (owed.size > 0) await settled(within, (resolve) => (onEmpty = resolve));
      const cut = owedAnswers();
      if (cut > 0) onCut?.(cut);
      for (const socket of owed.keys()) socket.destroy();
      // It listens no more, but only this ends its timer.
      server.close(() => {});
      return cut;
    },
  };
}

/** Lets the process take the connections that wait, and read from them: the first turn may be one that has read already. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await setImmediate();
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
