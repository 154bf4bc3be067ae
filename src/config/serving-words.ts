import { LOG_FORMS } from '../console/log-forms.ts';
import { FAULT, faultOf } from './fault-kind.ts';
import { choice, either, listsOf, oneOrMore, PATH, SWITCH, textOf, whole } from './kinds.ts';
import { KEYS, NOW, ORIGIN, PROFILE, ROWS, VENDOR } from './special-kinds.ts';
import { ARGUMENTS, type ConfigWord, MANY, SERVERS, SPECS } from './word.ts';
import * as texts from './word-texts.ts';

/** What is served, and where. */
export const SERVING_WORDS: Readonly<Record<string, ConfigWord>> = {
  vendors: {
    flags: {
      [ARGUMENTS]: ['mock', 'check', 'curl', 'record'],
      spec: ['replay', 'verify', 'import', 'export'],
    },
    kind: listsOf(VENDOR),
    texts: texts.vendors,
    about: 'Built-in vendors by name, or files of OpenAPI documents. Default: all built-in ones.',
    shared: true,
  },
  profiles: {
    flags: { profile: SPECS },
    kind: listsOf(PROFILE),
    vendorOf: String,
    about: "The other side where a vendor's sources contradict each other, as vendor.profile.",
    shared: true,
  },
  overlays: {
    flags: { overlay: SPECS },
    kind: listsOf(PATH),
    texts: texts.paths,
    about: 'Files of OpenAPI Overlays.',
    shared: true,
  },
  strict: {
    flags: { strict: SPECS },
    kind: SWITCH,
    about: 'Refuse a document in which anything is wrong, also what hinders nothing and is else a warning.',
    shared: true,
  },
  rows: {
    flags: { rows: ['mock', 'check', 'replay'] },
    kind: ROWS,
    texts: texts.rows,
    url: 'without',
    about: 'The number of rows; or by vendor, or vendor.collection, a number or the file of its own rows.',
    shared: true,
  },
  keys: {
    flags: { key: ['mock'] },
    kind: KEYS,
    texts: texts.keys,
    about:
      'Credentials by vendor that are accepted besides the test credential; a key pair is written id:secret.',
    shared: true,
  },
  strictKeys: {
    flags: { 'strict-keys': ['mock'] },
    kind: SWITCH,
    about: 'Accept only the test credential and those of keys.',
    shared: true,
  },
  seed: {
    flags: { seed: ['mock', 'check', 'replay'] },
    kind: whole(-MANY, MANY),
    url: 'without',
    about: 'The same seed gives the same rows on every machine.',
    shared: true,
  },
  watch: {
    flags: { watch: ['mock'] },
    kind: SWITCH,
    about: 'Read specs, overlays and files of rows again when they change.',
  },
  now: {
    flags: { now: ['mock'] },
    kind: NOW,
    about: 'The newest row is just older than this time; now stands for the current time.',
    shared: true,
  },
  port: {
    flags: { port: SERVERS, url: ['curl'] },
    kind: whole(0, 65_535),
    texts: texts.port,
    about: 'The port; 0 finds a free one.',
    shared: true,
  },
  host: {
    flags: { host: SERVERS },
    kind: textOf('an address of this machine', /^[^\s/]+$/u),
    about: 'The address to listen on.',
    shared: true,
  },
  allowHosts: {
    flags: { 'allow-host': SERVERS },
    kind: listsOf(textOf('the name of a host: name or *.name', /^(\*\.)?[^\s/*]+$/u)),
    about: 'Also answer requests for these hosts: name or *.name.',
    shared: true,
  },
  allowOrigins: {
    flags: { 'allow-origin': SERVERS },
    kind: listsOf(ORIGIN),
    about:
      'Pages that may ask a recorder although your key is added, or steer a mock: scheme://host[:port], or * for all.',
    shared: true,
  },
  cors: {
    flags: { cors: SERVERS },
    kind: either('true for the pages of every origin, or origins', [SWITCH, oneOrMore('an origin', ORIGIN)]),
    texts: texts.cors,
    about: 'Pages that may read the answers: scheme://host[:port], or true for all.',
    shared: true,
  },
  log: {
    flags: { log: ['mock'] },
    kind: choice('log', LOG_FORMS),
    about: 'What is printed of each request: a line of text or of JSON, or nothing.',
    shared: true,
  },
  faults: {
    flags: { fault: ['mock'] },
    kind: listsOf(FAULT),
    texts: texts.faults,
    vendorOf: faultOf,
    about:
      'What requests get instead of what they would: [operation:] what [x3] [after 2] [wait 1.5] [when page=2].',
    shared: true,
  },
  json: { flags: { json: ['mock'] }, kind: SWITCH, about: 'Print one line of JSON instead of the summary.' },
  admin: {
    flags: { admin: ['mock', 'record', 'replay'] },
    kind: choice('word', ['off', 'token']),
    about: 'Who may steer it over HTTP: off, nobody; token, who sends the token in CONFAB_ADMIN_TOKEN.',
    shared: true,
  },
};
