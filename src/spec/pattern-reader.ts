import { allBut, type CodePoints, pointsOfProperty, toCodePoints } from './code-points.ts';

/** Reads the smallest parts of a pattern, one after the other. */
interface PatternReader {
  readonly ended: boolean;
  sees(text: string): boolean;
  /** Reads past a text if it comes next. */
  take(text: string): boolean;
  /** Reads past `?<name>`. */
  takeName(): boolean;
  /** `*`, `+`, `?`, `{2,}`, lazy or not. */
  quantifier(): { readonly least: number; readonly most: number } | undefined;
  /** `\b`, `\B` or a backreference. */
  escapedEdge():
    | { readonly kind: 'edge'; readonly edge: 'b' | 'B' }
    | { readonly kind: 'backreference' }
    | undefined;
  /** A character, an escape or a class. */
  set(): CodePoints;
}

const DIGIT: CodePoints = [[0x30, 0x39]];
const DASH: CodePoints = [[0x2d, 0x2d]];
const WORD: CodePoints = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** WhiteSpace and LineTerminator of ECMA-262. */
const BLANK: CodePoints = [
  [0x9, 0xd],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const NO_LINE_END = allBut([
  [0xa, 0xa],
  [0xd, 0xd],
  [0x2028, 0x2029],
]);
const CLASSES: Readonly<Record<string, CodePoints>> = {
  d: DIGIT,
  D: allBut(DIGIT),
  w: WORD,
  W: allBut(WORD),
  s: BLANK,
  S: allBut(BLANK),
};
const CONTROLS: Readonly<Record<string, number>> = { t: 0x9, n: 0xa, v: 0xb, f: 0xc, r: 0xd };

export function createPatternReader(source: string, unicode: boolean): PatternReader {
  const groups = [...source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\((?!\?)|\(\?<(?![=!])/gs)].filter(([text]) =>
    text.startsWith('('),
  );
  const isNamed = groups.some(([text]) => text === '(?<');
  let at = 0;

  const sees = (text: string) => source.startsWith(text, at);
  const take = (text: string) => {
    const isNext = sees(text);
    if (isNext) at += text.length;
    return isNext;
  };
  /** Reads past what a sticky expression matches here. */
  const takeMatch = (expression: RegExp): RegExpExecArray | undefined => {
    expression.lastIndex = at;
    const found = expression.exec(source);
    if (found) at += found[0].length;
    return found ?? undefined;
  };
  const takePoint = (): number => {
    const point = source.codePointAt(at) as number;
    at += point > 0xffff ? 2 : 1;
    return point;
  };

  function escapedEdge(): ReturnType<PatternReader['escapedEdge']> {
    if (take('\\b')) return { kind: 'edge', edge: 'b' };
    if (take('\\B')) return { kind: 'edge', edge: 'B' };
    const number = /\\([1-9]\d*)/y;
    number.lastIndex = at;
    const [, digits] = number.exec(source) ?? [];
    // Without `u`, what names no group is an octal escape or a digit.
    const isNumber = digits !== undefined && (unicode || Number(digits) <= groups.length);
    if ((isNumber && takeMatch(number)) || ((unicode || isNamed) && takeMatch(/\\k<[^>]*>/y)))
      return { kind: 'backreference' };
    return undefined;
  }

  function set(): CodePoints {
    if (take('.')) return NO_LINE_END;
    if (take('[')) return bracketed();
    return single(take('\\') ? escaped(false) : takePoint());
  }

  function bracketed(): CodePoints {
    const isNegated = take('^');
    const ranges: (readonly [number, number])[] = [];
    while (!take(']')) {
      const first = member();
      const hasDash = sees('-') && !sees('-]') && take('-');
      const last = hasDash ? member() : first;
      if (typeof first === 'number' && typeof last === 'number') ranges.push([first, last]);
      // Without `u`, `a-\d` is the letter, the dash and the digits.
      else ranges.push(...single(first), ...single(last), ...(hasDash ? DASH : []));
    }
    const points = toCodePoints(ranges);
    return isNegated ? allBut(points) : points;
  }

  const member = () => (take('\\') ? escaped(true) : takePoint());

  /** What stands behind a backslash: one code point, or a whole class. */
  function escaped(inClass: boolean): number | CodePoints {
    const property = unicode ? takeMatch(/[pP]\{[^}]*\}/y) : undefined;
    if (property) return pointsOfProperty(`\\${property[0]}`);
    const hex =
      takeMatch(/x([\da-f]{2})|u([\da-f]{4})/iy) ?? (unicode ? takeMatch(/u\{([\da-f]+)\}/iy) : undefined);
    if (hex) return pairOf(Number.parseInt(hex[1] ?? hex[2] ?? '', 16));
    const control = takeMatch(/c([A-Za-z])/y);
    if (control) return (control[1] as string).charCodeAt(0) % 32;
    const octal = unicode ? takeMatch(/0/y) : takeMatch(/[0-3][0-7]{0,2}|[4-7][0-7]?/y);
    if (octal) return Number.parseInt(octal[0], 8);
    if (inClass && take('b')) return 0x8;
    // A lone `\c` is a backslash before the letter.
    if (sees('c')) return 0x5c;
    const point = takePoint();
    const letter = String.fromCodePoint(point);
    return CLASSES[letter] ?? CONTROLS[letter] ?? point;
  }

  /** A first half of a pair that stands before its second is one character with it. */
  function pairOf(point: number): number {
    if (point < 0xd800 || point > 0xdbff) return point;
    const second = takeMatch(/\\u(d[c-f][\da-f]{2})/iy)?.[1];
    return second === undefined
      ? point
      : 0x10000 + (point - 0xd800) * 0x400 + (Number.parseInt(second, 16) - 0xdc00);
  }

  return {
    get ended() {
      return at >= source.length;
    },
    sees,
    take,
    takeName: () => takeMatch(/\?<[^=!][^>]*>/y) !== undefined,
    quantifier() {
      const found = takeMatch(/(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y);
      if (!found) return undefined;
      const [, sign, least, comma, most] = found;
      if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
      return {
        least: Number(least),
        most: comma === undefined ? Number(least) : most === '' ? Infinity : Number(most),
      };
    },
    escapedEdge,
    set,
  };
}

function single(read: number | CodePoints): CodePoints {
  return typeof read === 'number' ? [[read, read]] : read;
}
