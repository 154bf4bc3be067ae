import { randomUUID } from 'node:crypto';

const ORIGIN = 'http://127.0.0.1';

/** What can be asked of the operations of some specs, with credentials that the mock knows. */
export function createDrafts(
  { createCredentials, toExampleValues, withValue, toRequestParts },
  specs,
  mounts = true,
) {
  return specs.flatMap((spec) =>
    spec.operations.map((operation) => {
      const [requirement = {}] = operation.security;
      const credentials = createCredentials(Object.keys(requirement), spec.securitySchemes, secretsOf(spec), {
        now: Date.now,
        nonce: randomUUID,
      });
      const plain = toExampleValues(spec, operation);
      return {
        spec,
        operation,
        credentials,
        fields: operation.fields.filter(({ in: place }) => place !== 'cookie'),
        /** A request with some fields changed, in turn: [field, value]; undefined takes one away. */
        make(changes = []) {
          const values = changes.reduce((made, [field, value]) => withValue(made, field, value), plain);
          const { target, ...parts } = toRequestParts(operation, values, spec.exact);
          return { ...parts, url: `${ORIGIN}${mounts ? `/${spec.name}` : ''}${target}` };
        },
      };
    }),
  );
}

/** As a Request of fetch; undefined when fetch itself refuses to send it. */
export function toFetch({ method, url, headers, body }) {
  try {
    const bare = method === 'GET' || method === 'HEAD';
    return new Request(url, { method, headers, ...(!bare && body !== undefined && { body }) });
  } catch {
    return undefined;
  }
}

export function secretsOf(spec) {
  return Object.fromEntries(
    Object.entries(spec.securitySchemes).map(([name, scheme]) => [
      name,
      scheme['x-confab']?.credential?.test ?? 'confab-test-key',
    ]),
  );
}
