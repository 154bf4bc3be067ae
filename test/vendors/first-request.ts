import { givenToMock } from '../../src/auth/given.ts';
import type { Header } from '../../src/http/exchange.ts';
import { createCurl } from '../../src/result/curl.ts';
import { toExampleRequest } from '../../src/spec/example-request.ts';
import { member } from '../../src/spec/json.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';

/** A command that sends the document's own example to the vendor, with the credential of the environment. */
export function firstRequest(spec: Spec, operation: Operation): string {
  const { method, target, headers, body } = toExampleRequest(spec, operation);
  const { secrets, variables } = givenToMock(spec);
  const credentials = Object.keys(operation.security[0] ?? {}).flatMap((name): Header[] => {
    const scheme = spec.securitySchemes[name];
    if (scheme?.type === 'apiKey') return [[scheme.name, secrets[name] ?? '']];
    return scheme?.type === 'http' && scheme.scheme === 'bearer'
      ? [['Authorization', `Bearer ${secrets[name]}`]]
      : [];
  });
  return createCurl(
    spec,
    operation,
    variables,
  )({
    origin: 'wire',
    request: {
      method,
      url: originOf(spec) + target,
      headers: [...credentials, ...Object.entries(headers)],
      body,
    },
    response: undefined,
    milliseconds: 0,
    at: 0,
  });
}

function originOf({ document }: Spec): string {
  const [server] = document.servers as object[];
  const url = String(member(server, 'url')).replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
    String(member(member(member(server, 'variables'), name), 'default')),
  );
  return new URL(url).origin;
}
