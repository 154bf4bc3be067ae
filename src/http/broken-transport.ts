import type { ServerResponse } from 'node:http';
import type { Holds } from './holds.ts';

/** What becomes of an answer on its way over the network. */
export const BROKEN_TRANSPORTS = ['stall', 'slow-body', 'reset', 'reset-within', 'reset-after'] as const;

export interface BrokenTransport {
  readonly kind: (typeof BROKEN_TRANSPORTS)[number];
  /** Seconds that it is held up; undefined: a stall for ever, a slow body for a few seconds. */
  readonly wait?: number | undefined;
  /** Of a reset within: after so many bytes of the body; default half of them. */
  readonly after?: number | undefined;
}

interface WholeResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

const SLOW = 3;
const PIECES = 10;

/** Sends an answer over a connection, broken as asked for; resolves when nothing more will be sent. */
export async function sendBroken(
  outgoing: ServerResponse,
  { status, headers, body }: WholeResponse,
  { kind, wait, after }: BrokenTransport,
  { hold }: Pick<Holds, 'hold'>,
): Promise<void> {
  const bytes = Buffer.from(body ?? '');
  const { socket } = outgoing;
  const left = new AbortController();
  outgoing.once('close', () => left.abort());
  const head = () => outgoing.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  const flushed = (part: Uint8Array) => new Promise<void>((done) => outgoing.write(part, () => done()));

  if (kind === 'reset') {
    socket?.resetAndDestroy();
    return;
  }
  if (kind === 'stall') {
    await hold(wait, left.signal);
    if (left.signal.aborted) return;
    if (wait === undefined) socket?.resetAndDestroy();
    else head().end(bytes);
    return;
  }
  if (kind === 'slow-body') {
    head();
    for (const part of toPieces(bytes)) {
      await flushed(part);
      await hold((wait ?? SLOW) / PIECES, left.signal);
      if (left.signal.aborted) return;
    }
    outgoing.end();
    return;
  }
  head();
  const part = kind === 'reset-after' ? bytes : bytes.subarray(0, after ?? Math.floor(bytes.length / 2));
  // Without a byte of the body Node would keep the head back.
  if (part.length > 0) await flushed(part);
  else outgoing.flushHeaders();
  if (kind === 'reset-after') await new Promise<void>((done) => outgoing.end(done));
  // What arrives together with a reset may be thrown away unread by the other side.
  await hold(SETTLE, left.signal);
  socket?.resetAndDestroy();
}

/** Seconds until what was written is on its way on this machine. */
const SETTLE = 0.05;

/** The same for a fetch in-process: it fails as a fetch over a port fails. */
export async function toBrokenResponse(
  { status, headers, body }: WholeResponse,
  { kind, wait, after }: BrokenTransport,
  signal: AbortSignal,
  { hold }: Pick<Holds, 'hold'>,
): Promise<Response> {
  const bytes = new Uint8Array(Buffer.from(body ?? ''));
  if (kind === 'reset') throw new ConnectionReset();
  if (kind === 'stall') {
    // Somebody waits for this answer, so the timer may keep the process alive.
    await hold(wait, signal);
    if (signal.aborted) throw signal.reason;
    if (wait === undefined) throw new ConnectionReset();
    return new Response(body === null ? null : bytes, { status, headers });
  }
  if (kind === 'reset-after') return new Response(body === null ? null : bytes, { status, headers });
  const most = kind === 'slow-body' ? bytes : bytes.subarray(0, after ?? Math.floor(bytes.length / 2));
  const parts = kind === 'slow-body' ? toPieces(most) : [most];
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = parts.shift();
      if (part === undefined) {
        if (kind === 'slow-body') controller.close();
        else controller.error(new ConnectionReset());
        return;
      }
      controller.enqueue(part);
      if (kind === 'slow-body') await hold((wait ?? SLOW) / PIECES, signal);
      if (signal.aborted) controller.error(signal.reason);
    },
  });
  return new Response(stream, { status, headers });
}

/** As fetch tells of a connection that was reset. */
export class ConnectionReset extends TypeError {
  constructor() {
    super('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });
  }
}

function toPieces(bytes: Uint8Array): Uint8Array[] {
  const length = Math.max(1, Math.ceil(bytes.length / PIECES));
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, n) =>
    bytes.subarray(n * length, (n + 1) * length),
  );
}
