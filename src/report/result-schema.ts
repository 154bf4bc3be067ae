import { STOPS } from '../http/stopped.ts';
import { AREAS } from '../result/check-facts.ts';
import { LEVELS } from '../result/finding.ts';
import { ENTRY_KINDS, REASONS, STATES } from '../result/ledger.ts';
import { RESULT_EXIT_CODES, VERDICTS } from '../result/verdict.ts';
import { GRADES } from '../spec/grade.ts';
import { baseline, check, gone, waived, waiver } from './accepted-schema.ts';
import { comparedOperation, comparison, side } from './comparison-schema.ts';
import { exchange, headers } from './exchange-schema.ts';
import {
  count,
  each,
  list,
  milliseconds,
  moment,
  object,
  oneOf,
  ref,
  type Schema,
  text,
} from './schema-words.ts';

const verdict = oneOf(
  VERDICTS,
  'holds: nothing that was checked is broken. broken: an error was found. inconclusive: something could not be decided, because the data changed. unchecked: the run did not come to its end, or there was nothing to run.',
);
const level = oneOf(
  LEVELS,
  'error: the contract is broken. warning: a statement is broken that was only observed. info: one that is only assumed (its grade says so), or nothing is broken.',
);
const kind = oneOf(
  ENTRY_KINDS,
  'What an entry of the ledger is about. check: a named check. status: a response status. parameter: a value that a request can carry. enum: one of its enum values. cause: a cause of failure. property: a response property.',
);
const reason = oneOf(
  Object.keys(REASONS),
  Object.entries(REASONS)
    .map(([name, line]) => `${name}: ${line}.`)
    .join(' '),
);

const facts = object(
  {
    name: check,
    title: text('One sentence on what it asserts.'),
    area: oneOf(AREAS, 'What it is about.'),
  },
  {},
  'One check.',
);

const counts = object(
  {
    requests: count('Requests that were sent, again or for the first time.'),
    checks: count('Times that a check was applied.'),
    levels: each(LEVELS, count(), 'Findings by level.'),
    states: ref('states'),
    kinds: each(ENTRY_KINDS, ref('states'), 'Ledger entries by kind and state.'),
    reasons: {
      type: 'object',
      description: 'Entries that were skipped or are inconclusive, by reason.',
      propertyNames: ref('reason'),
      additionalProperties: count(),
    },
  },
  {
    retries: count('How many of the requests were sent again.'),
    known: count('Findings that the baseline has, too.'),
    gone: count('Findings of the baseline that are there no more.'),
  },
  'What the run did and found, counted.',
);

const stopped = object(
  { operation: text(), why: oneOf(STOPS), message: text() },
  {},
  'Why the run ended before its end; absent when it did not.',
);

const spec = object(
  {
    vendor: text("The document's name."),
    title: text(),
    file: text('The document.'),
    target: text('What was checked: a URL, or “the mock”.'),
    operations: list(text(), 'The operations that were called, by id.'),
    verdict: ref('verdict'),
    sentence: text("The verdict in words, to follow the vendor's name."),
    requests: count(),
    checks: count(),
    milliseconds: milliseconds(),
    counts: ref('counts'),
    findings: list(ref('finding'), 'What may follow from another one stands behind it.'),
    ledger: list(
      ref('entry'),
      'Every operation × check, status, parameter, enum value, cause and response property.',
    ),
  },
  {
    stopped,
    known: list(ref('finding'), 'Findings that the baseline has, too: they do not count.'),
    gone: list(gone, 'Findings of the baseline that are there no more, although their checks ran.'),
    retries: count('How many of the requests were sent again; absent where none was sent at all.'),
    waived: list(waived, 'Findings that a waiver accepts; they do not count.'),
    notes: list(text(), 'Worth knowing besides the findings: sentences for people.'),
  },
  'One vendor.',
);

const source = object(
  {
    file: text('The document, or the overlay that the statement stands in.'),
    pointer: text('JSON pointer into the document.'),
    evidence: text('Its grade, and the reason for it.'),
  },
  { line: count('Absent where the text was not at hand.', 1) },
  'The statement that is broken.',
);

const finding = object(
  {
    check,
    level: ref('level'),
    grade: ref('grade', 'Of the statement that is broken.'),
    vendor: text(),
    operation: text(),
    title: text('What is wrong, in a sentence: the same for the same cause.'),
    expected: text('What should have come.'),
    actual: text('What came: the smallest excerpt that shows it.'),
    pointer: text(
      'JSON pointer into the response body; empty for all of it, and for what is not about the body.',
    ),
    source,
    count: count('How often it was observed.', 1),
    entries: list(text(), 'Ledger entries that fail because of it, besides that of its check, as kind:name.'),
    curl: text('A command that repeats the request, credentials as $VARIABLES.'),
    exchange: ref('exchange', 'The first exchange that shows it.'),
  },
  {
    files: list(text(), 'The fixtures that show it; absent of a live run.'),
    follows: text(
      'The finding that it may follow from: its vendor, operation, check, title and pointer, with a star for each index, one a line. Absent of what stands for itself.',
    ),
  },
  'What is wrong, once for each cause.',
);

const entry = object(
  {
    vendor: text(),
    operation: text(),
    kind: ref('kind'),
    name: text('enum: query/type=ALL; property: 200/data/*/id.'),
    state: ref('state'),
  },
  {
    grade: ref('grade', 'Of what is not asserted: how well its statement is known.'),
    reason: ref('reason', 'Of what was skipped or is inconclusive.'),
    detail: text('In words, where there is more to say than the reason.'),
  },
  'One thing that the contract consists of.',
);

/**
 * What a JSON report is: the only description of one. Reports are read by it, and docs/result.schema.json is
 * it, written down. Every enumeration comes from the list that the code itself uses.
 */
export const RESULT_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:confabulate:result:1',
  title: 'What confab check and confab verify write with --report json',
  ...object(
    {
      format: { const: 1, description: "The format's number; it grows when a reader must change." },
      at: moment('When the run began, in epoch milliseconds.'),
      time: text('The same as text.', { format: 'date-time' }),
      milliseconds: milliseconds('How long the run took.'),
      grade: ref(
        'grade',
        'Statements down to this grade failed; weaker ones gave warnings or were not asserted.',
      ),
      verdict: ref('verdict', 'Of all vendors together: the worst.'),
      sentence: text('The verdict in words, with the vendors named.'),
      exitCode: oneOf(
        RESULT_EXIT_CODES,
        'What the command exits with. 0: nothing is broken. 3: it could not run. 4: the contract is broken, or coverage that was required is missing.',
      ),
      counts: ref('counts'),
      specs: list(ref('spec'), 'One for each vendor, and for each target where two were checked.'),
    },
    {
      catalogue: list(facts, 'Every check that the run knew, left out or not.'),
      baseline,
      waivers: list(ref('waiver'), 'What became of each waiver that was given.'),
      comparison: ref('comparison', 'Where two runs differ; absent when there was one.'),
    },
    'Format 1. Fields may be added without a new format number; none is removed, renamed or given another meaning. Credentials are never part of it, and secrets of the service are [redacted: …]: values of headers that may carry one are •••.',
  ),
  $defs: {
    side,
    comparison,
    comparedOperation,
    verdict,
    grade: oneOf(GRADES, 'How well a statement of the document is known.'),
    level,
    kind,
    state: oneOf(
      STATES,
      'checked: it was looked at, and what breaks it would have failed. not-asserted: it would not have failed, as its statement is known too little for the grade of the run. waived: broken, and a waiver accepts it.',
    ),
    reason,
    states: each(STATES, count(), 'How many ledger entries are in each state.'),
    counts,
    spec,
    finding,
    waiver,
    entry,
    headers,
    exchange,
  },
};
