const NAME = 'x-confab';

/** Any letter of the name in either case, as its own or as another sign: `x_confab`, `x-cnfab`, `X-Confab`, `x-confabb`. */
export const NEAR_MISS = `^(?!${NAME}$)(?:${[...variants()].join('|')})$`;

const isNear = new RegExp(NEAR_MISS);

/** Whether a key was probably meant to be `x-confab`: one sign is missing, wrong or too many, or a letter is a capital. */
export function isNearMiss(key: string): boolean {
  // Nearly all keys are told by their length: a document has a hundred thousand.
  return Math.abs(key.length - NAME.length) <= 1 && isNear.test(key);
}

function* variants(): Generator<string> {
  const signs = [...NAME].map((sign) => (sign === '-' ? '-' : `[${sign}${sign.toUpperCase()}]`));
  yield signs.join('');
  for (let at = 0; at <= signs.length; at += 1) {
    const [before, after] = [signs.slice(0, at).join(''), signs.slice(at + 1).join('')];
    // A dot is the sign that is wrong or, behind the name, too many; nothing is one that is missing.
    yield `${before}.?${after}`;
    if (at < signs.length) yield `${before}.${signs.slice(at).join('')}`;
  }
}
