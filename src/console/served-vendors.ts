import { canSucceed } from '../spec/can-succeed.ts';
import type { Operation, Spec } from '../spec/spec.ts';
import { needsSignature, shownCredential, toCurl } from './curl.ts';

/** What a client has to know of a vendor that is served. */
export interface ServedVendor {
  readonly name: string;
  readonly title: string;
  /** What takes the place of the vendor's origin. */
  readonly url: string;
  /** Of a pair, or of several together, joined by a colon; empty where none is needed. */
  readonly credential: string;
  readonly operations: readonly ServedOperation[];
}

export interface ServedOperation {
  readonly id: string;
  readonly method: string;
  /** The vendor's own path. */
  readonly path: string;
  readonly summary: string;
  readonly curl: string;
  /** Each request needs a signature of its own, so the command is a script. */
  readonly signed: boolean;
}

/** What is served at a URL: of each vendor the operations that list rows; of one without any, all that can succeed. */
export function toServedVendors(specs: readonly Spec[], url: string): ServedVendor[] {
  return specs.map((spec) => {
    const operations = shownOperations(spec);
    const [first] = operations;
    return {
      name: spec.name,
      title: titleOf(spec),
      url: `${url}/${spec.name}`,
      credential: first ? shownCredential(spec, first) : '',
      operations: operations.map((operation) => toServedOperation(spec, operation, url)),
    };
  });
}

function toServedOperation(spec: Spec, operation: Operation, url: string): ServedOperation {
  const { id, method, path, bases, summary } = operation;
  return {
    id,
    method,
    path: (bases[0] ?? '') + path,
    summary,
    curl: toCurl(spec, operation, url),
    signed: needsSignature(spec, operation),
  };
}

function shownOperations({ operations }: Spec): readonly Operation[] {
  const listing = operations.filter(({ list }) => list !== undefined);
  return listing.length > 0 ? listing : operations.filter(canSucceed);
}

function titleOf({ document, name }: Spec): string {
  const { title } = (document.info ?? {}) as { readonly title?: unknown };
  return typeof title === 'string' ? title : name;
}
