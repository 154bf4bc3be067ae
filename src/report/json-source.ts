/** JSON as it is written: digits, escapes and repeated keys are kept, which JSON.parse changes. */
export type SourceNode =
  | { readonly kind: 'object'; readonly members: readonly SourceMember[] }
  | { readonly kind: 'array'; readonly items: readonly SourceNode[] }
  | { readonly kind: 'literal'; readonly text: string };

export interface SourceMember {
  readonly name: string;
  /** With its quotes and escapes. */
  readonly key: string;
  readonly value: SourceNode;
}

const TOKEN = /\s*("[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s[\]{},:"]+)/suy;

/** Reads JSON; undefined for what is none, or nested too deeply to be shown. */
export function parseJsonSource(text: string): SourceNode | undefined {
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

/** The text is known to be JSON, so a comma needs no look and an end is always there. */
function read(tokens: Tokens): SourceNode {
  const token = tokens.next();
  if (token === '{') {
    const members: SourceMember[] = [];
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
    const items: SourceNode[] = [];
    while (tokens.peek() !== ']') {
      items.push(read(tokens));
      if (tokens.peek() === ',') tokens.next();
    }
    tokens.next();
    return { kind: 'array', items };
  }
  return { kind: 'literal', text: token };
}
