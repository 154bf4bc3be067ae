import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

const waiting = new WeakMap<Socket, Set<AbortController>>();

/**
 * Aborts when the client has closed the connection before it got its answer. A client that only stops sending has gone,
 * too: until something is written to it, the two look the same. Requests of one connection share two listeners, as
 * a client may have sent thousands.
 */
export function clientLeft({ socket }: IncomingMessage, outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const all = waiting.get(socket) ?? listening(socket);
  all.add(controller);
  outgoing.on('finish', () => all.delete(controller));
  if (socket.destroyed) controller.abort();
  return controller.signal;
}

function listening(socket: Socket): Set<AbortController> {
  const all = new Set<AbortController>();
  waiting.set(socket, all);
  const left = () => {
    for (const one of all) one.abort();
    all.clear();
  };
  socket.once('end', left);
  socket.once('close', left);
  return all;
}
