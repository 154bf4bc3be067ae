import { expect } from 'vitest';
import { CONTROL_FILE } from '../../src/control/api/control-document.ts';
import { checkExchange, type Mock } from '../../src/index.ts';

interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any;
}

/** Asks a server's own operation, and holds the answer against the document of the control API. */
export async function control(
  server: Pick<Mock, 'fetch' | 'url'>,
  operation: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const response = await server.fetch(`${server.url()}/_confab${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const copy = response.clone();
  if (operation !== '') {
    const { findings } = await checkExchange(copy, CONTROL_FILE, operation, { grade: 'assumed' });
    expect(findings.map(({ title }) => title)).toEqual([]);
  }
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
