import type { Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { toResponseText } from './turned-away.ts';
import { whyBroken } from './unreadable.ts';

/**
 * Says why a request cannot be read, where Node would send a bare status. Returns what has to be called with every
 * answer that is begun: the words must not stand in the middle of one, or in the place of one.
 */
export function answerClientErrors(server: Server): (answer: ServerResponse) => void {
  /** The answer that was begun last on each connection. */
  const lastOn = new WeakMap<Duplex, ServerResponse>();
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy();
    else endWith(socket, toResponseText(whyBroken(error)), lastOn.get(socket));
  });
  return (answer) => lastOn.set(answer.req.socket, answer);
}

function endWith(socket: Duplex, text: string, last: ServerResponse | undefined): void {
  if (last === undefined || last.writableFinished) socket.end(text);
  // It was the request behind the last one that could not be read: answers come in the order of requests.
  else if (last.req.complete) last.once('finish', () => socket.end(text));
  // The body of the last one cannot be read, and its answer has begun, or has to wait for another one.
  else if (last.headersSent || last.socket === null) socket.destroy();
  else socket.end(text);
}
