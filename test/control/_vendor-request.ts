import { randomUUID } from 'node:crypto';
import { createCredentials } from '../../src/auth/client.ts';
import { toExampleRequest } from '../../src/spec/example-request.ts';
import type { Operation, Spec } from '../../src/spec/spec.ts';

/** Where a request goes, and what is used as the user's key. */
interface Sent {
  /** What takes the place of the vendor's origin. */
  readonly url: string;
  /** As users write it into a client. */
  readonly credential: string;
}

/** The document's example request of a vendor's list, with a credential as the vendor's client sends it. */
export async function vendorRequest(spec: Spec, { url, credential }: Sent): Promise<Request> {
  const operation = spec.operations.find(({ list }) => list?.shows === 'many') as Operation;
  const names = Object.keys(operation.security[0] ?? {});
  const parts = names.length > 1 ? credential.split(':') : [credential];
  const secrets = Object.fromEntries(names.map((name, index) => [name, parts[index] as string]));
  const client = createCredentials(names, spec.securitySchemes, secrets, {
    now: Date.now,
    nonce: randomUUID,
  });
  const { method, target, headers, body } = toExampleRequest(spec, operation);
  const sent = await client.apply({ method, url: url + target, headers, body });
  return new Request(sent.url, { method, headers: sent.headers, ...(body !== undefined && { body }) });
}
