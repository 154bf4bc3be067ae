import { deflateSync, gzipSync } from 'node:zlib';
import { withHeaders, withText } from '../exchange.js';
import { firstOf, ofEachRow, ofFailure, ofSuccess } from '../ways.js';

/** What only raw bytes and headers show. */

const HTML = '<!DOCTYPE html><html><head><title>Welcome</title></head><body>It works!</body></html>';
const text = (answer) => new TextDecoder().decode(answer.bytes);
const edited = (edit) => ofSuccess((answer) => withText(answer, edit(text(answer), answer)));
const relabelled = (headers) => ofSuccess((answer) => withHeaders(answer, headers));
const essence = (answer) => answer.headers.find(([name]) => name === 'content-type')?.[1].split(';')[0];

/** Whether an answer has a number, in its rows or beside them. */
function hasNumber({ fields, shows }) {
  const isNumber = (type) => type === 'integer' || type === 'number';
  const isBeside = ['page', 'size', 'count', 'skip', 'total', 'pages'].some((word) => shows(word));
  return isBeside || fields.some(({ types }) => types.some(isNumber));
}

/** The first text of the body, with bytes put before its end. */
const spliced = (bytes) =>
  ofSuccess((answer, _, { fields }) => {
    const names = fields.filter(({ types }) => types[0] === 'string').map(({ name }) => name);
    const at = names
      .map((name) =>
        answer.bytes.indexOf === undefined ? -1 : Buffer.from(answer.bytes).indexOf(`"${name}":"`),
      )
      .find((one) => one >= 0);
    if (at === undefined) return answer;
    const start = Buffer.from(answer.bytes).indexOf(':"', at) + 2;
    return {
      ...answer,
      bytes: Buffer.concat([
        answer.bytes.subarray(0, start),
        Buffer.from(bytes),
        answer.bytes.subarray(start),
      ]),
    };
  });

/** Every text of every row, changed. */
const texts = (to) =>
  ofEachRow((row, _, context) => {
    const name = context.fields.find(
      ({ path, schema, isId, types }) =>
        path.length === 1 &&
        types.includes('string') &&
        schema['x-faker'] === 'chat.question' &&
        !isId &&
        schema.pattern === undefined,
    )?.name;
    return name === undefined ? row : { ...row, [name]: to('你好，请问今天天气怎么样？') };
  });
const hasText = ({ fields }) => fields.some(({ schema }) => schema['x-faker'] === 'chat.question');

export const bytes = [
  {
    name: 'truncated-json',
    about: 'the body ends in the middle',
    expects: ['json'],
    change: ofSuccess((answer) => ({ ...answer, bytes: answer.bytes.subarray(0, answer.bytes.length >> 1) })),
  },
  {
    name: 'connection-breaks',
    about: 'the connection ends in the middle of the body',
    expects: ['connection'],
    change: ofSuccess((answer) => ({ ...answer, cut: answer.bytes.length >> 1 })),
  },
  {
    name: 'connection-breaks-at-the-end',
    about: 'all of the body comes, and then the connection breaks instead of ending',
    expects: ['connection'],
    change: ofSuccess((answer) => ({ ...answer, cut: answer.bytes.length })),
  },
  {
    name: 'length-too-large',
    about: 'the Content-Length announces more bytes than come',
    expects: ['connection'],
    change: ofSuccess((answer) =>
      withHeaders(answer, { 'content-length': String(answer.bytes.length + 10) }),
    ),
  },
  {
    name: 'length-too-small',
    // Node's own client reads no further than the announced length.
    isLive: false,
    about: 'the Content-Length announces fewer bytes than come',
    expects: ['connection'],
    change: ofSuccess((answer) => withHeaders(answer, { 'content-length': String(answer.bytes.length - 2) })),
  },
  {
    name: 'empty-body',
    about: 'a success without a body',
    expects: ['json'],
    change: edited(() => ''),
  },
  {
    name: 'html-page',
    about: 'a web page with status 200',
    expects: ['media-type', 'json'],
    change: ofSuccess((answer) => withHeaders(withText(answer, HTML), { 'content-type': 'text/html' })),
  },
  {
    name: 'html-labelled-json',
    about: 'a web page that says it is JSON',
    expects: ['json'],
    change: edited(() => HTML),
  },
  {
    name: 'html-error-page',
    about: 'a refusal is a web page of some proxy',
    expects: ['media-type', 'json'],
    change: ofFailure((answer) => withHeaders(withText(answer, HTML), { 'content-type': 'text/html' })),
  },
  {
    name: 'two-documents',
    about: 'two JSON documents behind each other',
    expects: ['json'],
    change: edited((json) => `${json}\n${json}`),
  },
  {
    name: 'trailing-comma',
    about: 'JSON with a comma that JSON does not have',
    expects: ['json'],
    change: edited((json) => json.replace(/\}$/, ',}')),
  },
  {
    name: 'not-a-number',
    about: 'a number is written NaN',
    expects: ['json'],
    applies: hasNumber,
    change: edited((json) => json.replace(/:(\d+)([,}])/, ':NaN$2')),
  },
  {
    name: 'jsonp',
    about: 'JSON wrapped in a function call',
    expects: ['json'],
    change: edited((json) => `callback(${json})`),
  },
  {
    name: 'warning-before-json',
    about: 'a warning of the server stands before the JSON',
    expects: ['json'],
    change: edited((json) => `Warning: undefined index in list.php on line 17\n${json}`),
  },
  {
    name: 'raw-line-break',
    about: 'a text has a line break that is not escaped',
    expects: ['json'],
    change: spliced([0x0a]),
  },
  {
    name: 'wrong-content-type',
    about: 'JSON that says it is plain text',
    expects: ['media-type'],
    change: relabelled({ 'content-type': 'text/plain; charset=utf-8' }),
  },
  {
    name: 'other-json-type',
    about: 'JSON that says it is another kind of JSON',
    expects: ['media-type'],
    change: relabelled({ 'content-type': 'application/vnd.api+json' }),
  },
  {
    name: 'missing-content-type',
    about: 'no Content-Type',
    expects: ['media-type'],
    change: relabelled({ 'content-type': undefined }),
  },
  {
    name: 'malformed-content-type',
    about: 'a Content-Type that is none',
    expects: ['media-type'],
    change: relabelled({ 'content-type': 'json' }),
  },
  {
    name: 'content-type-twice',
    about: 'two Content-Type headers that contradict each other',
    expects: ['media-type', 'charset'],
    change: ofSuccess((answer) => ({
      ...answer,
      headers: [...answer.headers, ['content-type', 'text/plain']],
    })),
  },
  {
    name: 'wrong-charset',
    about: 'UTF-8 that says it is Latin-1',
    expects: ['charset'],
    change: ofSuccess((answer) =>
      withHeaders(answer, { 'content-type': `${essence(answer)}; charset=iso-8859-1` }),
    ),
  },
  {
    name: 'gzip-label-without-gzip',
    about: 'plain JSON that says it is compressed',
    expects: ['encoding'],
    change: relabelled({ 'content-encoding': 'gzip' }),
  },
  {
    name: 'gzip-without-label',
    about: 'compressed JSON that does not say so',
    expects: ['encoding'],
    change: ofSuccess((answer) => ({ ...answer, bytes: gzipSync(answer.bytes) })),
  },
  {
    name: 'deflate-labelled-gzip',
    about: 'a body compressed in another way than it says',
    expects: ['encoding'],
    change: ofSuccess((answer) =>
      withHeaders({ ...answer, bytes: deflateSync(answer.bytes) }, { 'content-encoding': 'gzip' }),
    ),
  },
  {
    name: 'gzip-cut-short',
    about: 'a compressed body that ends too early',
    expects: ['encoding'],
    change: ofSuccess((answer) => {
      const zipped = gzipSync(answer.bytes);
      return withHeaders(
        { ...answer, bytes: zipped.subarray(0, zipped.length - 12) },
        { 'content-encoding': 'gzip' },
      );
    }),
  },
  {
    name: 'unknown-encoding',
    about: 'an encoding that nobody asked for and nobody knows',
    expects: ['encoding'],
    change: relabelled({ 'content-encoding': 'x-own' }),
  },
  {
    name: 'byte-order-mark',
    about: 'the body begins with a byte order mark',
    expects: ['utf-8'],
    change: ofSuccess((answer) => ({
      ...answer,
      bytes: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), answer.bytes]),
    })),
  },
  {
    name: 'invalid-utf-8',
    about: 'a text with a byte that UTF-8 does not have',
    expects: ['utf-8'],
    change: spliced([0xff]),
  },
  {
    name: 'gbk-bytes',
    about: 'a text in GBK',
    expects: ['utf-8'],
    // 你好 in GBK.
    change: spliced([0xc4, 0xe3, 0xba, 0xc3]),
  },
  {
    name: 'utf-16',
    about: 'the body in UTF-16',
    expects: ['utf-8', 'json'],
    change: ofSuccess((answer) => ({ ...answer, bytes: Buffer.from(text(answer), 'utf16le') })),
  },
  {
    name: 'mojibake',
    about: 'texts were read as Latin-1 and written again',
    expects: ['mojibake'],
    applies: hasText,
    change: texts((value) => Buffer.from(value).toString('latin1')),
  },
  {
    name: 'mojibake-windows-1252',
    about: 'texts were read as Windows-1252 and written again',
    expects: ['mojibake'],
    applies: hasText,
    change: texts((value) => new TextDecoder('windows-1252').decode(Buffer.from(value))),
  },
  {
    name: 'mojibake-gbk',
    about: 'texts were read as GBK and written again',
    expects: ['mojibake'],
    applies: hasText,
    change: texts((value) => new TextDecoder('gbk').decode(Buffer.from(value))),
  },
  {
    name: 'question-marks',
    about: 'texts went through an alphabet without their letters',
    expects: ['mojibake'],
    applies: hasText,
    change: texts((value) => value.replaceAll(/[^\x20-\x7e]/g, '?')),
  },
  {
    name: 'replacement-character',
    about: 'texts were cut in the middle of a character',
    expects: ['mojibake'],
    applies: hasText,
    change: texts((value) => `${value}\ufffd`),
  },
  {
    name: 'half-a-character',
    about: 'texts were cut between the two halves of an emoji',
    expects: ['mojibake', 'utf-8'],
    applies: hasText,
    change: texts((value) => `${value}\ud83d`),
  },
  {
    name: 'duplicate-key',
    about: 'an object has a key twice',
    expects: ['duplicate-key'],
    change: edited((json) => {
      const first = /^\{("[^"]+"):/.exec(json)?.[1];
      return json
        .replace(/\}$/, `,${first}:null}`)
        .replace(/^\{("[^"]+":)/, `{${first}:null,$1`)
        .replace(/,"[^"]+":null\}$/, '}');
    }),
  },
  {
    name: 'duplicate-key-in-a-row',
    about: 'a row has a key twice',
    expects: ['duplicate-key'],
    change: ofSuccess((answer) => {
      const [row] = answer.rows;
      if (!row) return answer;
      const json = JSON.stringify(row);
      const [name, value] = Object.entries(row).at(-1);
      const twice = json.replace(/\}$/, `,${JSON.stringify(name)}:${JSON.stringify(value)}}`);
      return withText(
        answer,
        JSON.stringify(answer.json).replace(json, () => twice),
      );
    }),
  },
  {
    name: 'integer-beyond-2-53',
    about: 'an integer has more digits than JavaScript keeps',
    expects: ['number-precision'],
    applies: ({ fields }) =>
      fields.some(
        ({ types, schema }) =>
          types[0] === 'integer' && schema.format === 'int64' && schema.const === undefined,
      ),
    change: ofSuccess((answer, _, { fields }) => {
      const { name } = fields.find(
        ({ types, schema }) =>
          types[0] === 'integer' && schema.format === 'int64' && schema.const === undefined,
      );
      return withText(
        answer,
        text(answer).replace(new RegExp(`"${name}":(\\d+)`), `"${name}":9007199254740993`),
      );
    }),
  },
  {
    name: 'header-missing',
    about: 'a header that every answer should have is not there',
    expects: ['header'],
    targets: ({ list }) =>
      firstOf(
        [...list.success.headers.values()]
          .filter(({ required }) => required)
          .map((header) => ({ label: header.name, header })),
      ),
    change: ofSuccess((answer, { target }) =>
      withHeaders(answer, { [target.header.name.toLowerCase()]: undefined }),
    ),
  },
  {
    name: 'header-value',
    about: 'a header does not fit its schema',
    expects: ['header'],
    targets: ({ list }) =>
      firstOf(
        [...list.success.headers.values()]
          .filter(({ schema }) => ['const', 'enum', 'pattern'].some((word) => schema[word] !== undefined))
          .map((header) => ({ label: header.name, header })),
      ),
    change: ofSuccess((answer, { target }) =>
      withHeaders(answer, { [target.header.name.toLowerCase()]: 'no such value' }),
    ),
  },
  {
    name: 'slow',
    about: 'the answer takes longer than clients wait',
    expects: ['slow'],
    options: { timeout: 500 },
    change: (exchange) => {
      exchange.state.slow = (exchange.state.slow ?? 0) + 1;
      if (exchange.state.slow > 2) return undefined;
      return new Promise((resolve) => setTimeout(resolve, 300, { ...exchange.answer, delay: 300 }));
    },
  },
];
