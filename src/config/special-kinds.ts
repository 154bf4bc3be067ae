import { builtinNames, profileNames } from '../spec/builtin.ts';
import { closed } from './closed.ts';
import { choice, either, listsOf, mapOf, oneOrMore, PATH, textOf, whole } from './kinds.ts';

const MOST_ROWS = 1_000_000_000;

export const VENDOR = choice('the name of a built-in vendor', builtinNames(), {
  form: /[./\\]/,
  about: 'the path of an OpenAPI document',
});

export const PROFILE = choice('the name of a built-in profile', profileNames());

export const ROWS = either('a number of rows, or by vendor a number or a file', [
  whole(0, MOST_ROWS),
  mapOf(
    either(`a whole number from 0 to ${MOST_ROWS}, or the path of a file`, [whole(0, MOST_ROWS), PATH]),
    'the names of vendors',
  ),
]);

/** A credential is never shown, whatever else is wrong with it. */
export const SECRET = textOf('a text (a number is written in quotes)', /\S/u, true);

export const KEYS = mapOf(oneOrMore('a credential, which is a text', SECRET), 'the names of vendors');

export const NOW = textOf(
  'an ISO 8601 time, such as 2026-03-20T08:00:00Z, or the word now',
  /^(now|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)$/,
);

/** It is not shown: somebody may have written a credential into it. */
export const ADDRESS = textOf(
  'an address such as https://api.example.com, without a credential, query or fragment',
  /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/,
  true,
);

export const ORIGIN = textOf(
  'the origin of a page: scheme://host[:port], or *',
  /^(\*|[A-Za-z][\w+.-]*:\/\/[^\s/?#]+\/?)$/,
);

const FORMATS = ['text', 'json', 'junit', 'html', 'github', 'markdown', 'sarif', 'ctrf'];

export const REPORT = textOf(
  `${FORMATS.join(', ')}, or one of them with a file, such as json=result.json`,
  new RegExp(`^(${FORMATS.join('|')})(=.+)?$`),
);

const WAIVER = closed({
  check: { kind: textOf('the name of a check'), about: 'The check whose finding it is.', required: true },
  reason: { kind: textOf('a text'), about: 'Why the finding is accepted.', required: true },
  expires: {
    kind: textOf('a day, written YYYY-MM-DD', /^\d{4}-\d{2}-\d{2}$/),
    about: 'The last day on which it is accepted, YYYY-MM-DD.',
    required: true,
  },
  vendor: { kind: textOf('the name of a vendor'), about: 'Only of this vendor.' },
  operation: { kind: textOf('the id of an operation'), about: 'Only of this operation.' },
  pointer: {
    kind: textOf('a JSON pointer into the response body', /^(\/|$)/),
    about: 'Only at this place of the response, with * for any item.',
  },
});

export const WAIVERS = either('a list of waivers, or the file of them', [PATH, listsOf(WAIVER)]);
