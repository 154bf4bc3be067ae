import { closed, type Member } from './closed.ts';
import { type ConfigKind, mapOf, oneOrMore, textOf } from './kinds.ts';
import { ADDRESS, SECRET } from './special-kinds.ts';
import { COMMANDS, type CommandName, flagOf, isTargeted } from './word.ts';
import { WORDS } from './words.ts';

const NAME = textOf('the name of a target');

/** The words that stand for the flags of a command. */
function wordsOf(command: CommandName): Record<string, Member> {
  return Object.fromEntries(Object.entries(WORDS).filter(([, word]) => flagOf(word, command) !== undefined));
}

/** What one section may say. */
function sectionOf(command: CommandName): Member {
  const target: Record<string, Member> = isTargeted(command)
    ? {
        target: {
          kind: oneOrMore('the name of a target', NAME),
          about: 'The target, when --target and --url name none.',
        },
      }
    : {};
  return {
    kind: closed({ ...wordsOf(command), ...target }, elsewhere),
    about: `Options of ${command} alone.`,
  };
}

/** A service with an address, and what belongs to it. */
const { url: _, ...ofTargets } = { ...wordsOf('record'), ...wordsOf('check') };
const TARGET: Record<string, Member> = {
  ...ofTargets,
  url: { kind: ADDRESS, about: 'Takes the place of the server that the spec names.', required: true },
  env: {
    kind: mapOf(SECRET, 'the names of environment variables', /^[A-Za-z_]\w*$/),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a user writes it.
    about: 'Environment variables for this target, such as CONFAB_<VENDOR>_KEY: ${STAGING_KEY}.',
  },
};

const TARGET_KIND = closed(TARGET);

const SETTINGS: Record<string, Member> = {
  ...Object.fromEntries(Object.entries(WORDS).filter(([, word]) => word.shared)),
  ...Object.fromEntries(COMMANDS.map((command) => [command, sectionOf(command)])),
  targets: {
    kind: mapOf(TARGET_KIND, 'the names of targets'),
    about: 'Services by name, for --target: each with its url and its environment variables.',
  },
};

function elsewhere(word: string): string | undefined {
  const known = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  const commands = COMMANDS.filter((command) => known && flagOf(known, command) !== undefined);
  return commands.length === 0 ? undefined : `it belongs under ${commands.join(' or ')}`;
}

/** An environment may change a target that stands outside of it, without its url. */
const CHANGED_TARGET = closed({ ...TARGET, url: { kind: ADDRESS, about: String(TARGET.url?.about) } });
const ENVIRONMENT = closed(
  {
    ...SETTINGS,
    targets: { ...(SETTINGS.targets as Member), kind: mapOf(CHANGED_TARGET, 'the names of targets') },
  },
  elsewhere,
);
const ENVIRONMENTS: Record<string, Member> = {
  environments: {
    kind: mapOf(ENVIRONMENT, 'the names of environments'),
    about:
      'What is different in an environment, chosen by --env or CONFAB_ENV: laid over the rest of the file.',
  },
  $schema: { kind: textOf('the address of a JSON Schema'), about: 'For editors.' },
};

/** A whole configuration. */
export const CONFIG_KIND: ConfigKind = closed({ ...SETTINGS, ...ENVIRONMENTS }, elsewhere);

/** Parts of a configuration that stand in several places, by the names that its schema has for them. */
export const PARTS: Readonly<Record<string, ConfigKind>> = {
  environment: ENVIRONMENT,
  target: TARGET_KIND,
  changedTarget: CHANGED_TARGET,
  ...Object.fromEntries(COMMANDS.map((command) => [`${command}Section`, (SETTINGS[command] as Member).kind])),
  ...Object.fromEntries(Object.entries(WORDS).map(([name, { kind }]) => [name, kind])),
};
