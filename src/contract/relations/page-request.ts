import { fieldAt } from '../../spec/field.ts';
import type { Json } from '../../spec/json.ts';
import { type RequestValues, withValue } from '../../spec/request-values.ts';
import type { Listing, PagingWord } from '../../spec/spec.ts';
import type { Subject } from '../check-log.ts';
import type { Client } from '../client.ts';

/** How pages are asked for: by their number, or by the token of the one before. once: there is only one. */
export type PageMode = 'page' | 'token' | 'once';

const USUAL_LARGEST = 100;
const LARGEST = 1000;

/** The page modes that a list has, the usual one first. */
export function pageModes({ paging }: Listing): PageMode[] {
  return (['page', 'token'] as const).filter((word) => paging.reads[word].length > 0);
}

/** A request of one page; a size of null is left out. */
export function askFor(
  { paging }: Listing,
  values: RequestValues,
  mode: PageMode,
  { number, size, token }: { number: number; size?: number | null | undefined; token?: Json | undefined },
): RequestValues {
  let asked = values;
  const put = (word: PagingWord, value: Json | undefined, all = false) => {
    for (const [index, place] of paging.reads[word].entries())
      asked = withValue(asked, place, index === 0 || all ? value : undefined);
  };
  put('page', mode === 'page' ? number : undefined);
  put('token', mode === 'token' && number > 1 ? token : undefined);
  // A size of its own may belong to the tokens: then both say the same.
  if (size !== undefined) put('size', size ?? undefined, mode === 'token');
  return asked;
}

/** The largest page that a request may ask for; undefined where it cannot say. */
export function largestSize(client: Client): number | undefined {
  const [place] = listOf(client).paging.reads.size;
  if (!place) return undefined;
  const declared = declaredLargest(client);
  return Math.min(declared ?? USUAL_LARGEST, client.limits.maxSize ?? LARGEST, LARGEST);
}

/** The largest page that the document allows; undefined where it does not say. */
export function declaredLargest({ operation }: Subject): number | undefined {
  const [place] = operation.list?.paging.reads.size ?? [];
  const { maximum } = (place && fieldAt(operation, place).schema) ?? {};
  return typeof maximum === 'number' ? maximum : undefined;
}

export function hasToken(token: Json | undefined): boolean {
  return token !== undefined && token !== null && token !== '' && token !== false;
}

/** The operation's listing; only operations that list are walked. */
export function listOf({ operation }: Subject): Listing {
  if (!operation.list) throw new Error(`${operation.id} lists nothing`);
  return operation.list;
}
