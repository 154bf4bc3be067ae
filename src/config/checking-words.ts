import { CHECK_NAMES } from '../check-titles.ts';
import { INTERMITTENT_LEVELS } from '../contract/intermittent.ts';
import { GRADES } from '../spec/grade.ts';
import { amount, choice, listsOf, oneOrMore, PATH, SWITCH, textOf, whole } from './kinds.ts';
import { ADDRESS, REPORT, WAIVERS } from './special-kinds.ts';
import { type ConfigWord, MANY, RESULTS, TARGETED } from './word.ts';
import * as texts from './word-texts.ts';

/** The longest that a timer takes, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** What is checked, how strictly, and what becomes of the result. */
export const CHECKING_WORDS: Readonly<Record<string, ConfigWord>> = {
  waivers: {
    flags: { waive: RESULTS },
    kind: WAIVERS,
    isLiteral: true,
    texts: texts.waivers,
    about: 'Findings to accept, each with its reason and its last day; or the file of them.',
    shared: true,
  },
  url: {
    flags: { url: [...TARGETED, 'curl'] },
    kind: oneOrMore('an address such as https://api.example.com', ADDRESS),
    about:
      'The real service; targets give it a name, with its environment variables. For curl the address of the mock.',
  },
  safe: {
    flags: { safe: ['check'] },
    kind: listsOf(textOf('the id of an operation')),
    about: 'Operations that may be called although the spec does not call them safe.',
  },
  grade: { flags: { grade: RESULTS }, kind: choice('grade', GRADES), about: 'Which statements fail.' },
  only: {
    flags: { only: RESULTS },
    kind: listsOf(choice('the name of a check', CHECK_NAMES)),
    about: 'Only these checks.',
  },
  skip: {
    flags: { skip: RESULTS },
    kind: listsOf(choice('the name of a check', CHECK_NAMES)),
    about: 'All checks but these.',
  },
  baseline: {
    flags: { baseline: RESULTS },
    kind: PATH,
    texts: texts.paths,
    about: 'An earlier result: what it found is known and does not fail.',
  },
  updateBaseline: {
    flags: { 'update-baseline': RESULTS },
    kind: SWITCH,
    about: 'Write the baseline: what is found now is known from then on.',
  },
  reports: {
    flags: { report: RESULTS },
    kind: listsOf(REPORT),
    texts: texts.reports,
    about: 'Reports, as format or format=file; one is printed.',
  },
  drift: {
    flags: { drift: RESULTS },
    kind: PATH,
    texts: texts.paths,
    about: 'The file of an OpenAPI Overlay to write, which widens the spec to allow what came.',
  },
  compare: {
    flags: { compare: ['check'] },
    kind: PATH,
    texts: texts.paths,
    about: 'An earlier result to show the difference to.',
  },
  strictFields: {
    flags: { 'strict-fields': RESULTS },
    kind: SWITCH,
    about: 'Fail on a field that the schema does not know.',
  },
  requireCoverage: {
    flags: { 'require-coverage': RESULTS },
    kind: SWITCH,
    about: 'Fail when something was not checked without a reason.',
  },
  rate: {
    flags: { rate: ['check'] },
    kind: amount(1000),
    url: 'with',
    about: 'The most requests a second to a url.',
  },
  timeout: {
    flags: { timeout: ['check', 'record'] },
    kind: whole(1, LONGEST),
    about: 'How long an answer may take, in milliseconds.',
  },
  maxWait: {
    flags: { 'max-wait': ['check'] },
    kind: whole(0, LONGEST),
    about: 'The longest wait that Retry-After may ask for, in milliseconds.',
  },
  maxRequests: {
    flags: { 'max-requests': ['check'] },
    kind: whole(1, MANY),
    about: 'The most requests of a run.',
  },
  maxPages: { flags: { 'max-pages': ['check'] }, kind: whole(1, MANY), about: 'The most pages of one walk.' },
  maxLinks: {
    flags: { 'max-links': ['check'] },
    kind: whole(1, MANY),
    about: 'The most rows of a list that are loaded through one link.',
  },
  intermittent: {
    flags: { intermittent: ['check'] },
    kind: choice('level', INTERMITTENT_LEVELS),
    about: 'What a fault of transport is that goes away when the request is sent again.',
  },
};
