import { NO_ANSWER_REASONS, ORIGINS } from '../http/exchange.ts';
import { count, flag, milliseconds, moment, object, oneOf, ref, type Schema, text } from './schema-words.ts';
import { BODY_ENCODINGS } from './shown-exchange.ts';

export const headers: Schema = {
  description: 'In their order, repeated ones as often as they came.',
  type: 'array',
  items: {
    type: 'array',
    prefixItems: [text('The name, as written.'), text('The value; ••• where it may carry a secret.')],
    items: false,
    minItems: 2,
  },
};

const request = object({ method: text(), url: text(), headers: ref('headers') }, { body: text() });

const response = object(
  {
    status: count(),
    headers: ref('headers'),
    body: text('Its beginning, when it is long.'),
    encoding: oneOf(
      BODY_ENCODINGS,
      'How the body is written here: as text where it is UTF-8, else as base64.',
    ),
    bytes: count('Length of the whole body.'),
    cut: flag('The body is longer than what is written here.'),
    complete: flag('False: the connection ended before the announced end of the body.'),
  },
  {},
  'As it came over the wire, nothing decoded; absent when none came.',
);

export const exchange = object(
  {
    request,
    milliseconds: milliseconds('From the first byte sent to the last one received.'),
    at: moment('When it was sent, in epoch milliseconds.'),
  },
  {
    origin: oneOf(
      ORIGINS,
      'wire: sent over a connection. in-process: handed to an app or by a client. recording: written by a program, and read again. transcript: copied by hand from a page of the vendor.',
    ),
    response,
    noAnswer: object({ why: oneOf(NO_ANSWER_REASONS), message: text() }, {}, 'Why no response came.'),
  },
  'One request with its response.',
);
