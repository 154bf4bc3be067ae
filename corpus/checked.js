const RELATIONS = /^(?:page-|total|has-|token|past-the-end|empty-list|repeatable|order|filter-)/;

/** Others may use the machine: an answer that takes long is no fault of a document. */
const NO_HURRY = 600_000;

/** Checks the mock of a document by the document: what was found, and which lists were walked. */
export async function checked({ checkContract }, file, spec, isOver) {
  const abort = new AbortController();
  const result = await checkContract({
    vendors: [file],
    signal: abort.signal,
    timeout: NO_HURRY,
    progress: () => isOver() && abort.abort(),
  });
  const [{ findings, ledger, requests, stopped }] = result.specs;
  const errors = findings.filter(({ level }) => level === 'error');
  const lists = spec.operations.filter(({ list }) => list?.shows === 'many').map(({ id }) => id);
  const of = (id) =>
    ledger.filter(
      ({ operation, kind, state }) => operation === id && kind === 'check' && state === 'checked',
    );
  const walked = lists.filter((id) =>
    of(id).some(({ name }) => name === 'page-disjoint' || name === 'page-slices'),
  );
  const wrong = lists.filter((id) =>
    errors.some(({ operation, check }) => operation === id && RELATIONS.test(check)),
  );
  return {
    check: {
      requests,
      stopped: stopped?.message,
      errors: errors.length,
      first: errors
        .slice(0, 30)
        .map(({ operation, check, title, expected, actual, pointer }) =>
          `${operation}: ${check}: ${title} at ${pointer || '/'}: expected ${expected}; ${actual}`.slice(
            0,
            500,
          ),
        ),
    },
    lists: { recognised: lists.length, walked: walked.length, wrong },
  };
}
