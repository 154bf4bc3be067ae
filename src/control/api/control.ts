import { UsageError } from '../../errors.ts';
import { type ControlDocument, loadControlDocument } from './control-document.ts';
import { nothingThere } from './nothing-there.ts';
import { ProblemError, problemOf } from './problem.ts';
import { readControlRequest } from './read-request.ts';

/** A request to the server's own operations, read and found valid. */
export interface ControlRequest {
  /** Values of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** The parsed JSON; undefined when there is none. */
  readonly body: unknown;
  header(name: string): string | undefined;
  /** How the client calls this server: `http://127.0.0.1:4010`. */
  readonly origin: string;
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
}

export interface ControlResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written as JSON; a stream is sent as it is. undefined: no body. */
  readonly body?: unknown;
}

/** Answers one operation of the control document. Throws a UsageError or a ProblemError to refuse. */
export type ControlRoute = (request: ControlRequest) => ControlResponse | Promise<ControlResponse>;

/** By operationId. */
export type ControlRoutes = Readonly<Record<string, ControlRoute>>;

/**
 * The server's own operations under /_confab: requests are held against specs/control/openapi.yaml by the same code as
 * those of a vendor, so that the document and the server cannot differ. `lacks` says why an operation is not there.
 */
export function createControl(
  routes: ControlRoutes,
  lacks: string,
): (request: Request, path: string) => Promise<Response> {
  async function answer(document: ControlDocument, request: Request, path: string): Promise<ControlResponse> {
    const match = document.matcher.match(request.method === 'HEAD' ? 'GET' : request.method, path);
    if ('miss' in match) throw nothingThere(document, match, request.method, path);
    const { operation } = match.route;
    if (operation.id === 'getControlDocument') return { status: 200, body: document.spec.document };
    const route = routes[operation.id];
    if (!route) throw new ProblemError(501, 'This server does not have that operation', lacks);
    return route(await readControlRequest(document, match, request));
  }

  return async (request, path) => {
    const document = await loadControlDocument();
    try {
      return toResponse(await answer(document, request, path), request.method);
    } catch (error) {
      const problem =
        error instanceof UsageError ? problemOf(400, 'That cannot be done', error.message) : error;
      if (!(problem instanceof ProblemError)) throw error;
      return toResponse(problem.response, request.method);
    }
  };
}

function toResponse({ status, headers, body }: ControlResponse, method: string): Response {
  const isStream = body instanceof ReadableStream;
  const text = body === undefined || isStream ? body : JSON.stringify(body);
  return new Response(method === 'HEAD' ? null : (text ?? null), {
    status,
    headers: {
      ...(body !== undefined && !isStream && { 'content-type': 'application/json' }),
      // What it says is true at this moment only.
      'cache-control': 'no-store',
      ...headers,
    },
  });
}
