import { isObject, type Json, type JsonObject, setMember } from '../spec/json.ts';
import { below, type ConfigKind, hasVariable, type Problem } from './kinds.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

interface Filled {
  readonly value: Json;
  /** Variables that are not set, and values that do not fit. No problem shows what a variable holds. */
  readonly problems: readonly Problem[];
}

/** `$${` stands for `${`; `${NAME}` and `${NAME:-default}` for what the environment has. */
const PLACE = /\$\$\{|\$\{([^}]*)\}?/g;

/** A value with the environment's in the places of its variables. */
export function fillVariables(value: Json, kind: ConfigKind, env: Variables): Filled {
  const { filled, problems } = fill(value, env);
  if (problems.length > 0) return { value: filled, problems };
  const wrong = kind.refuse(filled, false).filter(({ path }) => hasVariable(at(value, path)));
  if (wrong.length === 0) return { value: filled, problems: [] };
  // A port in a variable is a text, too.
  const converted = wrong.reduce((whole, { path }) => replaced(whole, path, toScalar), filled);
  const left = kind.refuse(converted, false);
  const told = left.map(({ path, text }) => ({ path, text: `${text}, and ${at(value, path)} is not` }));
  return { value: converted, problems: told };
}

function fill(value: Json, env: Variables): { filled: Json; problems: Problem[] } {
  if (Array.isArray(value)) {
    const items = value.map((item) => fill(item, env));
    return {
      filled: items.map(({ filled }) => filled),
      problems: items.flatMap(({ problems }, index) => below(index, problems)),
    };
  }
  if (isObject(value)) {
    const filled: JsonObject = {};
    const problems: Problem[] = [];
    for (const [name, one] of Object.entries(value)) {
      const inner = fill(one, env);
      setMember(filled, name, inner.filled);
      problems.push(...below(name, inner.problems));
    }
    return { filled, problems };
  }
  return hasVariable(value) ? fillText(value, env) : { filled: value, problems: [] };
}

function fillText(text: string, env: Variables): { filled: string; problems: Problem[] } {
  const problems: Problem[] = [];
  const filled = text.replaceAll(PLACE, (place: string, inside: string | undefined) => {
    if (inside === undefined) return '${';
    const [, name, fallback] = /^([A-Za-z_]\w*)(?::-(.*))?$/s.exec(inside) ?? [];
    if (name === undefined || !place.endsWith('}')) {
      problems.push({ path: [], text: NOT_WRITTEN });
      return '';
    }
    // Like a shell's: a variable that is empty is as good as none.
    const found = env[name] || fallback;
    if (found === undefined)
      problems.push({
        path: [],
        text: `needs the environment variable ${name}, which is ${env[name] === '' ? 'empty' : 'not set'}; set it, or write \${${name}:-default}`,
      });
    return found ?? '';
  });
  return { filled, problems };
}

const NOT_WRITTEN =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a user writes it.
  'has a variable that is not written ${NAME} or ${NAME:-default}; a text with these characters is written $${';

function toScalar(value: Json): Json {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

function at(value: Json, path: readonly (string | number)[]): Json {
  return path.reduce<Json>((inner, part) => (inner as JsonObject)[part] ?? null, value);
}

function replaced(
  value: Json,
  [part, ...rest]: readonly (string | number)[],
  by: (value: Json) => Json,
): Json {
  if (part === undefined) return by(value);
  if (Array.isArray(value))
    return value.map((one, index) => (index === part ? replaced(one, rest, by) : one));
  const copy = { ...(value as JsonObject) };
  setMember(copy, String(part), replaced(copy[part] ?? null, rest, by));
  return copy;
}
