/** JSON as it is written: digits, escapes and repeated keys stay, which JSON.parse would change. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'literal'; readonly text: string };

interface JsonMember {
  readonly name: string;
  /** With its quotes and escapes. */
  readonly key: string;
  readonly value: JsonNode;
}

const TOKEN = /\s*("[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s[\]{},:"]+)/suy;

/** Reads a JSON text; undefined for any other text, and for one that is nested too deeply to be shown. */
export function parseNodes(text: string): JsonNode | undefined {
  try {
    JSON.parse(text);
    return read(createTokens(text));
  } catch {
    return undefined;
  }
}

interface Tokens {
  next(): string;
  peek(): string;
}

function createTokens(text: string): Tokens {
  const pattern = new RegExp(TOKEN);
  const take = () => pattern.exec(text)?.[1] ?? '';
  let ahead = take();
  return {
    peek: () => ahead,
    next() {
      const token = ahead;
      ahead = take();
      return token;
    },
  };
}

/** The text is known to be JSON: commas need no check, and every end is there. */
function read(tokens: Tokens): JsonNode {
  const token = tokens.next();
  if (token === '{') {
    const members: JsonMember[] = [];
    while (tokens.peek() !== '}') {
      const key = tokens.next();
      tokens.next();
      members.push({ key, name: JSON.parse(key) as string, value: read(tokens) });
      if (tokens.peek() === ',') tokens.next();
    }
    tokens.next();
    return { kind: 'object', members };
  }
  if (token === '[') {
    const items: JsonNode[] = [];
    while (tokens.peek() !== ']') {
      items.push(read(tokens));
      if (tokens.peek() === ',') tokens.next();
    }
    tokens.next();
    return { kind: 'array', items };
  }
  return { kind: 'literal', text: token };
}
