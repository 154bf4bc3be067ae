import { EXPIRED } from '../record/playback/expiry.ts';
import { MODE_NAMES } from '../record/playback/modes.ts';
import { REFUSED } from '../record/refused-credential.ts';
import { choice, listsOf, oneOrMore, PATH, SWITCH, textOf } from './kinds.ts';
import { ARGUMENTS, type ConfigWord, PROXIES, STORED } from './word.ts';
import * as texts from './word-texts.ts';

/** Recordings: where they are, and how they are made and played. */
export const RECORDING_WORDS: Readonly<Record<string, ConfigWord>> = {
  fixtures: {
    flags: { [ARGUMENTS]: ['replay', 'verify', 'export'], out: ['record', 'import'] },
    kind: oneOrMore('a folder or file of recordings', PATH),
    texts: texts.paths,
    about: 'Where recordings are, and where record and import write them.',
    shared: true,
  },
  redact: {
    flags: { redact: STORED },
    kind: listsOf(textOf('a rule such as header:X-Name or body:/data/*/phone')),
    about: 'What is redacted besides the default: header:X-Name, query:name or body:/data/*/phone.',
    shared: true,
  },
  keep: {
    flags: { keep: STORED },
    kind: listsOf(textOf('the name of a default rule, such as email')),
    about: 'Default rules of redaction that are switched off.',
    shared: true,
  },
  mode: {
    flags: { mode: ['record'] },
    kind: choice('mode', MODE_NAMES),
    about: 'When the service is asked, and what is recorded.',
  },
  unsafe: {
    flags: { unsafe: ['record'] },
    kind: SWITCH,
    about: 'Also pass on operations that the spec does not call safe.',
  },
  refused: {
    flags: { refused: ['record'] },
    kind: choice('word', REFUSED),
    about: 'What to do about recordings that refuse the credential.',
  },
  maxAge: {
    flags: { 'max-age': PROXIES },
    kind: textOf('a whole number with s, m, h or d, such as 30d', /^\d{1,6}[smhd]$/),
    about: 'How old a recording may be, such as 30d.',
  },
  expired: {
    flags: { expired: PROXIES },
    kind: choice('word', EXPIRED),
    about: 'What to do about recordings that are older than maxAge.',
  },
  fallback: {
    flags: { fallback: ['replay'] },
    kind: choice('word', ['error', 'mock', 'upstream']),
    about: 'What answers a request that was not recorded.',
  },
  sequence: {
    flags: { sequence: ['replay'] },
    kind: SWITCH,
    about: 'Refuse a request that comes more often than it was recorded.',
  },
  freeze: {
    flags: { freeze: ['replay'] },
    kind: SWITCH,
    about: 'Stop the clock of the fallback mock at the time of the newest recording.',
  },
  requireUsed: {
    flags: { 'require-used': ['replay'] },
    kind: SWITCH,
    about: 'End with exit code 3 when a recording was never asked for.',
  },
  har: {
    flags: { har: ['export'] },
    kind: PATH,
    texts: texts.paths,
    about: 'The HAR file to write; - prints it.',
  },
};
