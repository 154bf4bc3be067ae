import type { DEFAULT_RULES } from './rules.ts';

type RuleName = keyof typeof DEFAULT_RULES;

/** Values that are secret, or not, by their name. Names are compared without capitals and signs: `API-Key` is `apikey`. */
interface NameRow {
  /** `none`: these names are no secret, whatever other rows say. */
  readonly rule: RuleName | 'none';
  readonly about: string;
  /** Whole names. */
  readonly is?: string;
  /** What names end with. */
  readonly ends?: string;
}

/** Texts that are secret by their form, wherever they stand. */
interface FormRow {
  readonly rule: RuleName;
  readonly about: string;
  /** Every repetition has a bound: a response may be made to keep a regular expression busy forever. */
  readonly form: RegExp;
  /** No text without it has the form: most texts are ruled out by it. */
  readonly needs: RegExp;
  /** What the form alone does not tell. */
  readonly isIt?: (found: string) => boolean;
}

/** Everything that is known to be secret, whoever the vendor is, with the rule of `--keep` that each row belongs to. */
export const SECRET_NAMES: readonly NameRow[] = [
  {
    rule: 'secret-name',
    about: 'passwords',
    is: 'pwd passwd pass otp totp psk',
    ends: 'password passwords passwd passphrase passcode userpwd dbpwd',
  },
  {
    rule: 'secret-name',
    about: 'tokens; in the plural they are counted',
    is: 'csrf xsrf jsessionid phpsessid aspnetsessionid assertion samlresponse codeverifier authcode authorizationcode',
    ends: 'token jwt bearer clientassertion csrfmiddlewaretoken',
  },
  {
    rule: 'secret-name',
    about: 'secrets and keys',
    is: 'ak sk keyid certificate pem webhookkey',
    ends:
      'secret secrets secretid secretkey apikey apikeys accesskey accesskeys accesskeyid privatekey authkey signkey ' +
      'signingkey encryptionkey masterkey sharedkey accountkey sharedaccesskey subscriptionkey licensekey serverkey ' +
      'appkey functionskey sshkey',
  },
  {
    rule: 'secret-name',
    about: 'credentials',
    is: 'xauth auth authorization',
    ends: 'authorization credential credentials cookie cookies',
  },
  { rule: 'secret-name', about: 'signatures', is: 'sig sign hmac', ends: 'signature' },
  {
    rule: 'none',
    about: 'positions in lists',
    ends:
      'nexttoken prevtoken previoustoken pagetoken pagingtoken continuationtoken continuetoken cursortoken synctoken ' +
      'starttoken firsttoken lasttoken resumetoken offsettoken',
  },
  {
    rule: 'none',
    about: 'what language models count, and their special tokens',
    ends:
      'maxtoken mintoken totaltoken prompttoken completiontoken inputtoken outputtoken cachedtoken reasoningtoken ' +
      'pertoken usedtoken usagetoken eostoken bostoken padtoken unktoken septoken clstoken masktoken stoptoken specialtoken',
  },
  {
    rule: 'none',
    about: 'what says something of a secret',
    ends:
      'haspassword showpassword forgotpassword resetpassword changepassword requirepassword needpassword ' +
      'hassecret usecookie usecookies acceptcookie acceptcookies hastoken invalidtoken publickey',
  },
  { rule: 'phone', about: 'phone numbers', ends: 'phone mobile tel telephone cellphone' },
];

/** Names that say nothing: a value under them is what the name around it says, as in `{ "token": { "value": … } }`. */
export const NEUTRAL_NAMES =
  'value values val text raw data content string plain current old new default _ $ $t #text';

/** Of an object or element with one of these, the neutral values are what it says: `{ "name": "token", "value": … }`. */
export const LABEL_NAMES = 'name key id field header param parameter property itemprop http-equiv attribute';

/** Values that are nobody's secret. */
export const PLAIN_VALUES = 'true false null undefined none nil yes no on off include omit same-origin';

/** What messages say of secrets: `token: expired`. */
export const STATE_WORDS =
  'invalid missing required expired wrong empty unknown unset revoked denied incorrect mismatch unauthorized forbidden ' +
  'absent optional redacted hidden masked is was must has not the a an your this that please bad malformed rejected ' +
  'ok valid accepted string token password secret key bearer basic';

const SCHEME = '(?:[Bb]earer|BEARER)';

export const SECRET_FORMS: readonly FormRow[] = [
  {
    rule: 'jwt',
    about: 'JSON Web Tokens, also encrypted ones',
    needs: /eyJ/,
    // Only at the beginning of a run of such characters, or behind its first word: `session-eyJ…`.
    form: /(?:(?<![\w-])|(?<=(?<![\w-])[A-Za-z0-9]{1,32}[-_]))eyJ[\w-]{8,8192}\.(?:[\w-]{8,8192}|(?=\.))(?:\.[\w-]{0,8192}){1,3}/g,
  },
  {
    rule: 'key',
    about: 'keys that begin as those of well-known services do',
    needs: /[-_.]|LTAI|AKIA|ASIA|AIza/,
    form: /\b(?:(?:sk|rk|ak|ghp|gho|ghs|ghu|ghr|github_pat|glpat|xapp|xox[abeoprs])[-_][A-Za-z0-9_-]{16,512}|(?:hf|npm|shpat|dop_v1)_[A-Za-z0-9]{20,512}\b|(?:app|key|pk|pat)[-_](?=[A-Za-z]{0,20}\d)[A-Za-z0-9]{20,512}\b|(?:LTAI|AKIA|ASIA|AIza)[A-Za-z0-9_-]{12,128}|SG\.[\w-]{16,64}\.[\w-]{16,64}|[0-9a-f]{32}\.[A-Za-z0-9]{16}\b)/g,
  },
  {
    rule: 'key',
    about: 'what stands behind Bearer',
    needs: /bearer/i,
    form: new RegExp(
      `(?<=\\b${SCHEME}\\s{1,4})(?:[A-Za-z0-9._~+/-]{16,4096}=*|(?=[A-Za-z._~+/-]{0,16}\\d)[A-Za-z0-9._~+/-]{8,15}=*)`,
      'g',
    ),
  },
  {
    rule: 'key',
    about: 'what stands behind Basic, unless it is a word of a sentence',
    needs: /basic/i,
    form: /(?<=\b(?:[Bb]asic|BASIC)\s{1,4})[A-Za-z0-9+/_-]{6,4096}={0,2}/g,
    isIt: (found) => isPair(found) || isEncoded(found),
  },
  {
    rule: 'key',
    about: 'what stands behind Negotiate and NTLM',
    needs: /negotiate|ntlm/i,
    form: /(?<=\b(?:Negotiate|NTLM)\s{1,4})[A-Za-z0-9+/]{16,8192}={0,2}/gi,
  },
  {
    rule: 'key',
    about: 'private keys in PEM',
    needs: /PRIVATE KEY/,
    form: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)[\s\S]){1,16384}(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  {
    rule: 'key',
    about: 'the password of an address: https://user:password@host',
    needs: /:\/\/[^/\s]{0,600}@/,
    form: /(?<=:\/\/[^\s/@:"'<>]{0,256}:)[^\s/@:"'<>]{1,256}(?=@)|(?<=:\/\/)[\w.~+%-]{16,256}(?=@)/g,
  },
  {
    rule: 'email',
    about: 'e-mail addresses, also with an encoded @, as in a URL',
    needs: /@|%40/,
    form: /(?<![A-Za-z0-9._+-])[A-Za-z0-9][A-Za-z0-9._+-]{0,63}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.[A-Za-z]{2,24}\b/g,
  },
  {
    rule: 'phone',
    about: "mobile numbers of the vendors' country, and international numbers that begin with a plus",
    needs: /1[3-9]|\+\d/,
    form: /(?<![\w+]|\d[.,])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\w|[.,]\d)|(?<![\w+])\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){1,5}(?!\w)/g,
    isIt: (found) => isPhone(found),
  },
];

/** `user:password` in Base64. */
function isPair(base64: string): boolean {
  return /^[^:\p{Cc}\ufffd]{1,}:[^\p{Cc}\ufffd]+$/u.test(Buffer.from(base64, 'base64').toString());
}

/** No word has its look: digits, or capitals behind small letters. */
function isEncoded(found: string): boolean {
  return found.length >= 12 && (/=$/.test(found) || (/\d/.test(found) && /[a-z][A-Z]/.test(found)));
}

function isPhone(found: string): boolean {
  const { length } = found.replaceAll(/\D/g, '');
  return length >= 8 && length <= 15;
}
