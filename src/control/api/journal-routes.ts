import type { JournalReader } from '../journal-reader.ts';
import type { Scope } from '../scope.ts';
import type { Scopes } from '../scopes.ts';
import type { ControlRoutes } from './control.ts';
import { scopeNamed } from './scope-routes.ts';

interface JournalRoutesOptions<S extends Scope> {
  readonly scopes: Scopes<S>;
  readonly reader: () => Promise<JournalReader>;
}

/** Reads, follows and empties journals, and verifies calls. */
export function journalRoutes<S extends Scope>({ scopes, reader }: JournalRoutesOptions<S>): ControlRoutes {
  return {
    async readJournal(request) {
      const { journal } = scopeNamed(scopes, request);
      const { after, limit } = request.query as { after?: number; limit?: number };
      if (!wantsEvents(request.header('accept'))) {
        const { dropped } = journal;
        return {
          status: 200,
          body: { entries: await (await reader()).entries(journal, { after, limit }), dropped },
        };
      }
      // A browser that connects again says what it has; what stands in the address was right the first time.
      const last = Number(request.header('last-event-id') || Number.NaN);
      const from = Number.isSafeInteger(last) && last >= 0 ? last : after;
      const body = await (await reader()).stream(journal, from, request.signal);
      return { status: 200, headers: { 'content-type': 'text/event-stream' }, body };
    },
    clearJournal(request) {
      scopeNamed(scopes, request).journal.clear();
      return { status: 204 };
    },
    async verifyCalls(request) {
      const { journal } = scopeNamed(scopes, request);
      return { status: 200, body: (await reader()).verify(journal, request.body) };
    },
  };
}

/** A list of media types may come, of which the browser's EventSource sends one. */
function wantsEvents(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((type) => /^\s*text\/event-stream\s*(;|$)/i.test(type));
}
