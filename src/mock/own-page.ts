import type { Control } from '../control/guard-control.ts';
import { DEFAULT_SCOPE } from '../control/scope.ts';
import type { Spec } from '../spec/spec.ts';
import type { MockResponse } from './mock-response.ts';

interface OwnPageSource {
  readonly specs: readonly Spec[];
  readonly seed: number;
  readonly control: Control;
}

/** Makes what a mock shows of itself, at `/` and as its health; loaded when somebody looks. */
export function createOwnPage({ specs, seed, control }: OwnPageSource) {
  return async (request: Request, path: string, prefix: string): Promise<MockResponse> => {
    const { toOwnPage } = await import('../console/own-page.ts');
    const { origin } = new URL(request.url);
    return toOwnPage({
      specs,
      seed,
      path,
      url: origin + prefix,
      scope: prefix === '' ? DEFAULT_SCOPE : prefix.slice(2),
      accept: request.headers.get('accept'),
      askJournal: (target) => control(asJson(request, origin + target), new URL(target, origin).pathname),
    });
  };
}

/** The same client asks for something else: what it may not read there, it may not read here. */
function asJson({ headers: given }: Request, url: string): Request {
  const headers = new Headers(given);
  headers.set('accept', 'application/json');
  return new Request(url, { headers });
}
