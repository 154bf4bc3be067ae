import { withJson, withText } from '../exchange.js';
import { failureAnswer } from '../failures.js';
import { getIn, isObject, parseJson, readField, setIn, writeField } from '../parsed-request.js';
import { ofRefusal } from '../ways.js';

/** Requests that must be refused and are not, and the other way round. */

const inputsWhere = (fits) => (context) =>
  context.inputs.filter((input) => fits(input, context)).map((input) => ({ label: input.label, input }));
const isText = ({ in: place }) => place !== 'body';
/** The document, or the rows, have a value for the field. */
const hasKnownValue = ({ schema, types, filter, paging }) =>
  ['enum', 'const', 'default', 'examples', 'minimum', 'maximum'].some((word) => schema[word] !== undefined) ||
  types.includes('boolean') ||
  filter !== undefined ||
  paging === 'token';
const isNone = (value) => value === undefined || value === null || value === '';

/** A value that the mock answers with rows. */
function goodValue({ lib, spec, operation }, { in: place, name, path, schema }) {
  const values = lib.toExampleValues(spec, operation);
  const known = place === 'body' ? getIn(values.body, path) : values[place]?.[name];
  return known ?? schema.examples?.[0] ?? schema.default ?? schema.enum?.[0] ?? schema.minimum ?? undefined;
}

/** A refused request whose error is taken away before the correct server sees it. */
const accepted = (correct) => async (exchange, context) => {
  if (exchange.isSuccess) return undefined;
  const { input } = exchange.target;
  const value = readField(exchange.asked, input);
  const to = correct(value, input, context, exchange.asked);
  if (to === undefined || (await exchange.isUnproven())) return undefined;
  const answer = await exchange.send(writeField(exchange.asked, input, to.value));
  return answer.rows && answer;
};
const good = (input, context) => ({ value: goodValue(context, input) });

/** A valid request that is refused all the same. */
const refused = (isMeant) => (exchange, context) => {
  if (!exchange.isSuccess) return undefined;
  const { input } = exchange.target;
  const value = readField(exchange.asked, input);
  return isMeant(value, input, exchange, context)
    ? failureAnswer(context, 'invalid-parameter', input.label)
    : undefined;
};

const isType = (value, type, field) => {
  if (type === 'integer') return isText(field) ? /^[+-]?\d+$/.test(value) : Number.isInteger(value);
  if (type === 'boolean') return isText(field) ? /^(true|false)$/.test(value) : typeof value === 'boolean';
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  return typeof value === 'string';
};
/** The keyword of the first kind of fault that a field has an answer of its own for. */
const keywordOf = ({ failureKinds }) => [...failureKinds.keys()][0].split('/')[1];
function isOfKind(answer, input, { lib, operation }) {
  const reading = { json: answer.json, text: new TextDecoder().decode(answer.bytes) };
  const kind = lib.failureOf(operation, 'invalid-parameter', input.label, keywordOf(input));
  return lib.answerMismatch(kind, answer.status, reading, { parameter: input.label }) === undefined;
}
const refuses = ({ invalid }) => invalid === 'refuse';

export const request = [
  {
    name: 'required-is-optional',
    about: 'a request without a required value is answered with rows',
    expects: ['refuses'],
    targets: inputsWhere(({ required, in: place }) => required && place !== 'path'),
    change: accepted((value, input, context, asked) =>
      isNone(value) && (input.in !== 'body' || isObject(parseJson(asked.text)))
        ? good(input, context)
        : undefined,
    ),
  },
  {
    name: 'lower-bound-not-enforced',
    about: 'a value below the minimum is answered with rows',
    expects: ['refuses'],
    targets: inputsWhere((input) => refuses(input) && typeof input.schema.minimum === 'number'),
    change: accepted((value, { schema }) =>
      !isNone(value) && Number(value) < schema.minimum ? { value: schema.minimum } : undefined,
    ),
  },
  {
    name: 'upper-bound-not-enforced',
    about: 'a value above the maximum is answered with rows',
    expects: ['refuses'],
    targets: inputsWhere((input) => refuses(input) && typeof input.schema.maximum === 'number'),
    change: accepted((value, { schema }) =>
      !isNone(value) && Number(value) > schema.maximum ? { value: schema.maximum } : undefined,
    ),
  },
  {
    name: 'wrong-type-accepted',
    about: 'a value of another type is answered with rows',
    expects: ['refuses'],
    targets: inputsWhere(
      (input) => input.types.length > 0 && !(isText(input) && input.types.includes('string')),
    ),
    change: accepted((value, input, context) =>
      !isNone(value) && !input.types.some((type) => isType(value, type, input))
        ? { value: input.required ? goodValue(context, input) : undefined }
        : undefined,
    ),
  },
  {
    name: 'unknown-enum-value-accepted',
    about: 'a value outside the enum is answered with rows',
    expects: ['refuses'],
    targets: inputsWhere((input) => refuses(input) && Array.isArray(input.schema.enum)),
    change: accepted((value, input, context) =>
      !isNone(value) && !input.schema.enum.map(String).includes(String(value))
        ? good(input, context)
        : undefined,
    ),
  },
  {
    name: 'pattern-not-enforced',
    about: 'a text that does not fit its pattern is answered with rows',
    expects: ['refuses'],
    targets: inputsWhere((input) => refuses(input) && input.schema.pattern !== undefined),
    change: accepted((value, { schema }) =>
      typeof value === 'string' && !new RegExp(schema.pattern, 'u').test(value)
        ? { value: undefined }
        : undefined,
    ),
  },
  {
    name: 'length-not-enforced',
    about: 'a text that is too short is answered with rows',
    expects: ['refuses'],
    targets: inputsWhere((input) => refuses(input) && input.schema.minLength > 0),
    change: accepted((value, input, context) => (value === '' ? good(input, context) : undefined)),
  },
  {
    name: 'condition-not-enforced',
    about: 'a value that another one makes necessary is missing, and rows come',
    expects: ['refuses'],
    targets: (context) => {
      const schema = context.operation.body?.content.values().next().value.schema;
      const needed = context.spec.schemas.resolve(schema).then?.required?.[0];
      return inputsWhere(({ label }) => needed !== undefined && label === needed)(context);
    },
    change: accepted((value) => (isNone(value) ? { value: 'anybody' } : undefined)),
  },
  {
    name: 'malformed-json-accepted',
    about: 'a body that is no JSON is answered with rows',
    expects: ['refuses'],
    applies: ({ operation }) => operation.body !== undefined,
    change: ofRefusal(async (_, exchange, context) => {
      if (parseJson(exchange.asked.text) !== undefined) return undefined;
      const answer = await exchange.send({ ...exchange.asked, text: bodyOf(context) });
      return answer.rows && answer;
    }),
  },
  {
    name: 'body-of-another-type-accepted',
    about: 'a JSON body that is no object is answered with rows',
    expects: ['refuses'],
    applies: ({ operation }) => operation.body !== undefined,
    change: ofRefusal(async (_, exchange, context) => {
      const json = parseJson(exchange.asked.text);
      if (json === undefined || isObject(json)) return undefined;
      const answer = await exchange.send({ ...exchange.asked, text: bodyOf(context) });
      return answer.rows && answer;
    }),
  },
  {
    name: 'wrong-content-type-accepted',
    about: 'a body that does not say it is JSON is answered with rows',
    expects: ['refuses'],
    applies: ({ operation }) => operation.body !== undefined,
    change: ofRefusal(async (_, exchange, { operation }) => {
      const [type] = operation.body.content.keys();
      if (exchange.asked.headers['content-type'] === type) return undefined;
      const answer = await exchange.send({
        ...exchange.asked,
        headers: { ...exchange.asked.headers, 'content-type': type },
      });
      return answer.rows && answer;
    }),
  },
  {
    name: 'refused-with-rows',
    about: 'a refusal has the rows all the same',
    expects: ['refuses', 'envelope'],
    applies: (context) => context.inputs.some(({ required }) => required) && context.isMany,
    change: ofRefusal(async (answer, exchange, context) => {
      if (!isObject(answer.json)) return undefined;
      const rows = await exchange.send(goodRequest(exchange.asked, context));
      const [key] = context.list.items.path;
      return rows.rows ? withJson(answer, setIn(answer.json, [key], rows.json[key])) : undefined;
    }),
  },
  {
    name: 'refusal-of-another-cause',
    about: 'a refusal is the documented one of another cause',
    expects: ['refusal', 'link-unknown'],
    applies: (context) => context.inputs.some(({ required, types }) => required || types.includes('integer')),
    change: ofRefusal((answer, { asked }, context) => {
      const { lib, operation } = context;
      const reading = { json: answer.json, text: new TextDecoder().decode(answer.bytes) };
      const others = [...operation.failures.keys()].filter(
        (cause) =>
          !['rate-limited', 'internal'].includes(cause) &&
          lib.answerMismatch(lib.failureOf(operation, cause), answer.status, reading) !== undefined,
      );
      return asked && others.length > 0 ? failureAnswer(context, others.at(-1)) : undefined;
    }),
  },
  {
    name: 'kind-of-fault-answered-as-any',
    about: 'a kind of fault that has an answer of its own gets that of any other',
    expects: ['refusal'],
    targets: inputsWhere(({ failureKinds }) => failureKinds.size > 0),
    change: ofRefusal((answer, { asked, target: { input } }, context) =>
      asked && isOfKind(answer, input, context)
        ? failureAnswer(context, 'invalid-parameter', input.label)
        : undefined,
    ),
  },
  {
    name: 'any-fault-answered-as-a-kind',
    about: 'every fault of a parameter gets the answer that one kind has for its own',
    expects: ['refusal'],
    targets: inputsWhere(({ failureKinds, schema }) => failureKinds.size > 0 && schema.minimum !== undefined),
    change: ofRefusal((answer, { asked, target: { input } }, context) => {
      const value = readField(asked, input);
      if (isNone(value) || isOfKind(answer, input, context)) return undefined;
      return Number(value) < input.schema.minimum
        ? failureAnswer(context, 'invalid-parameter', input.label, keywordOf(input))
        : undefined;
    }),
  },
  {
    name: 'refusal-names-nothing',
    about: 'a refusal does not name the parameter that it is about',
    expects: ['refusal'],
    applies: (context) => {
      const failure = context.lib.failureOf(context.operation, 'invalid-parameter');
      return JSON.stringify(failure?.media.examples.get(failure.example) ?? '').includes('{parameter}');
    },
    change: ofRefusal((answer, { asked }, { inputs }) => {
      const names = inputs.map(({ label }) => label).filter((label) => label.length > 2);
      let text = new TextDecoder().decode(answer.bytes);
      for (const name of names) text = text.replaceAll(name, 'something');
      return asked && withText(answer, text);
    }),
  },
  {
    name: 'boundary-refused',
    about: 'the largest or smallest value that is allowed is refused',
    expects: ['accepts', 'page-size'],
    targets: inputsWhere(({ schema }) => schema.minimum !== undefined || schema.maximum !== undefined),
    change: refused(
      (value, { schema }) => !isNone(value) && Number(value) === (schema.maximum ?? schema.minimum),
    ),
  },
  {
    name: 'option-refused',
    about: 'a value that may be given is refused when it is given',
    expects: ['accepts', 'token'],
    targets: inputsWhere((input) => !input.required && hasKnownValue(input)),
    change: refused((value) => !isNone(value)),
  },
  {
    name: 'null-refused',
    about: 'null is refused where it is allowed',
    expects: ['accepts'],
    targets: inputsWhere(({ in: place, types }) => place === 'body' && types.includes('null')),
    change: refused((value) => value === null),
  },
  {
    name: 'enum-value-refused',
    about: 'the last value of an enum is refused',
    expects: ['accepts'],
    targets: inputsWhere(({ schema }) => Array.isArray(schema.enum) && schema.enum.length > 1),
    change: refused((value, { schema }) => String(value) === String(schema.enum.at(-1))),
  },
  {
    name: 'replaced-value-refused',
    about: 'a value that is replaced by the default is refused',
    expects: ['accepts'],
    targets: inputsWhere(({ invalid, schema }) => invalid === 'default' && schema.minimum !== undefined),
    change: refused((value, { schema }) => !isNone(value) && Number(value) < schema.minimum),
  },
  {
    name: 'pair-fails',
    about: 'two options that are fine one by one make the server fail together',
    expects: ['server-error', 'accepts'],
    targets: (context) => {
      const [second, first] = context.inputs
        .filter((input) => !input.required && hasKnownValue(input))
        .toReversed();
      return first ? [{ label: `${first.label}, ${second.label}`, first, second }] : [];
    },
    change: (exchange) => {
      const { first, second } = exchange.target;
      const has = (field) => !isNone(readField(exchange.asked, field));
      return exchange.isSuccess && has(first) && has(second)
        ? { ...withText(exchange.answer, '{}'), status: 500 }
        : undefined;
    },
  },
  {
    name: 'example-refused',
    about: 'an example of the document is refused',
    expects: ['accepts'],
    targets: ({ operation }) =>
      [...(operation.body?.content.values().next().value.examples ?? [])].map(([label, example]) => ({
        label,
        example,
      })),
    // Who asks is not the document's example, but the one who runs this.
    change: (exchange, context) => {
      const own = context.inputs.filter(({ in: place, required }) => place === 'body' && required);
      const rest = (body) =>
        JSON.stringify(own.reduce((left, { path }) => setIn(left, path, undefined), body ?? {}));
      return exchange.isSuccess && rest(parseJson(exchange.asked.text)) === rest(exchange.target.example)
        ? failureAnswer(context, 'invalid-parameter', 'body')
        : undefined;
    },
  },
];

function bodyOf({ lib, spec, operation }) {
  return JSON.stringify(lib.toExampleValues(spec, operation).body);
}

/** The request with every required value as the document's example has it. */
function goodRequest(asked, context) {
  const { operation } = context;
  const isBroken = operation.body && !isObject(parseJson(asked.text));
  const whole = isBroken
    ? {
        ...asked,
        text: bodyOf(context),
        headers: { ...asked.headers, 'content-type': operation.body.content.keys().next().value },
      }
    : asked;
  return context.inputs.reduce(
    (known, input) => writeField(known, input, input.required ? goodValue(context, input) : undefined),
    whole,
  );
}
