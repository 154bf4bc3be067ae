import type { ServerResponse } from 'node:http';
import type { Holds } from '../http/holds.ts';
import type { MockResponse } from './mock-response.ts';

/** Lets a response go wrong on its way, over a port or in-process. What does so is loaded when it is first needed. */
export async function deliverBroken(
  made: MockResponse,
  transport: NonNullable<MockResponse['transport']>,
  request: Request,
  outgoing: ServerResponse | undefined,
  holds: Pick<Holds, 'hold'>,
): Promise<Response> {
  const { sendBroken, toBrokenResponse } = await import('../http/broken-transport.ts');
  const whole = request.method === 'HEAD' ? { ...made, body: null } : made;
  if (!outgoing) return toBrokenResponse(whole, transport, request.signal, holds).catch(deliberate);
  const { RESPONSE_ALREADY_SENT } = await import('@hono/node-server/utils/response');
  await sendBroken(outgoing, whole, transport, holds);
  // Its own class of responses, which a process may have in the place of the global one, is sent without a look at what it
  // says (@hono/node-server 2.1.8); its clone is one of Node's.
  return RESPONSE_ALREADY_SENT.clone();
}

const deliberates = new WeakSet<object>();

function deliberate(reason: unknown): never {
  if (typeof reason === 'object' && reason !== null) deliberates.add(reason);
  throw reason;
}

/** Whether a fetch fails because it was asked to. */
export function isDeliberate(error: Error): boolean {
  return deliberates.has(error);
}
