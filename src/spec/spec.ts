import type { Cause, FailureKind } from './causes.ts';
import type { ExactText } from './exact-number.ts';
import type { Expression } from './expressions.ts';
import type { Field } from './field.ts';
import type { Grade } from './grade.ts';
import type { HeaderForm } from './header-text.ts';
import type { Json, JsonObject } from './json.ts';
import type { Recognition } from './recognise/recognition.ts';
import type { SchemaReader } from './schema.ts';
import type { SecurityScheme } from './security.ts';
import type { Place } from './source.ts';
import type { SpecWarning } from './spec-warning.ts';
import type { createValidators } from './validators.ts';

/** A grade with its reason: `observed: a captured page`. What says nothing counts as documented. */
export interface Evidence {
  readonly grade: Grade;
  readonly reason: string;
}

/** One vendor, as its OpenAPI document describes it: the only place where a vendor is known. */
export interface Spec {
  /** The file's name without folder and ending; also the vendor's mount and the prefix of its operations. */
  readonly name: string;
  readonly file: string;
  /** The OpenAPI 3.1 document with all overlays applied; references are kept. */
  readonly document: JsonObject;
  readonly operations: readonly Operation[];
  /** The schema of each collection's rows, by the collection's name. */
  readonly collections: ReadonlyMap<string, JsonObject>;
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>;
  readonly schemas: SchemaReader;
  readonly validators: ReturnType<typeof createValidators>;
  /** How the document writes a number that JavaScript rounds. */
  readonly exact: ExactText;
  /** The file and line of what stands at a JSON pointer of the document, for messages: an overlay's, where it put it there. */
  readonly at: (pointer: string) => Place;
  /** What is wrong in the document, or not looked at, and hinders nothing; none of a document that was checked before. */
  readonly warnings: readonly SpecWarning[];
  /** What was taken for lists of rows, as nothing said so. */
  readonly recognised: Recognition;
}

/** One path and method, flattened: parameters merged, security inherited, `x-confab` resolved. */
export interface Operation {
  readonly spec: string;
  /** The operationId, or method and path where there is none. */
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** The template in the document, e.g. `/v1/nodes/{id}`. */
  readonly path: string;
  /** The path of each server URL in front of it: '' or '/api'. */
  readonly bases: readonly string[];
  /** Where the operation stands in the document. */
  readonly pointer: string;
  readonly summary: string;
  /** Every value that a request can carry; made when first asked for. */
  readonly fields: readonly Field[];
  readonly body: RequestBody | undefined;
  readonly responses: ReadonlyMap<string, ResponseSpec>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  /** Calling it changes nothing: the spec says so, or does not say otherwise of a method that only reads. */
  readonly safe: boolean;
  /** The spec says that it must not be called for a check. */
  readonly saysUnsafe: boolean;
  readonly list: Listing | undefined;
  /** What makes two recorded requests the same, where it is not the usual. */
  readonly match: Matching;
  readonly failures: ReadonlyMap<Cause, Failure>;
  /** Those of one kind of fault, by cause and keyword: `invalid-parameter/maximum`. They go before the cause's. */
  readonly failureKinds: ReadonlyMap<FailureKind, Failure>;
}

interface Matching {
  /** Parts of the query or the body that rotate with every request. */
  readonly ignore: readonly Expression[];
  /** Headers that say what is asked for. */
  readonly also: readonly Expression[];
}

interface RequestBody {
  readonly node: string;
  readonly required: boolean;
  /** By media type as written in the document. */
  readonly content: ReadonlyMap<string, MediaType>;
}

export interface MediaType {
  readonly type: string;
  /** Where the document declares it. */
  readonly node: string;
  readonly schema: JsonObject;
  /** Where the schema stands; empty when the media type has none. */
  readonly pointer: string;
  /** How single fields of a form are written, by their names: OpenAPI's Encoding Objects. */
  readonly encoding: JsonObject;
  /** Named examples; an unnamed one is called `example`. */
  readonly examples: ReadonlyMap<string, Json>;
}

export interface ResponseSpec {
  /** A status code, a range (`4XX`) or `default`. */
  readonly status: string;
  readonly pointer: string;
  readonly description: string;
  readonly content: ReadonlyMap<string, MediaType>;
  readonly headers: ReadonlyMap<string, HeaderSpec>;
  readonly links: readonly Link[];
}

/** An OpenAPI Link: how a response gives the values for a request to another operation. */
export interface Link {
  readonly name: string;
  readonly pointer: string;
  /** An operationId, or an operationRef: a reference to an operation of the document. */
  readonly operation: string;
  /** By the name of a parameter, or `path.id` where several have it: a runtime expression, or a value. */
  readonly parameters: Readonly<Record<string, Json>>;
  readonly evidence: Evidence;
}

export interface HeaderSpec {
  readonly name: string;
  /** Where the document declares it. */
  readonly node: string;
  readonly required: boolean;
  readonly schema: JsonObject;
  /** Where its schema stands, for validators; empty when it has none. */
  readonly pointer: string;
  /** How it writes lists and objects. */
  readonly form: HeaderForm;
  /** What the mock sends: text with placeholders; undefined when the document does not say. */
  readonly value: string | undefined;
}

/** A whole answer: a response of the operation and one of its examples. */
export interface Failure {
  readonly response: string;
  readonly example: string;
  /** How well it is known which status it has, and which body. */
  readonly statements: Readonly<Record<'response' | 'example', Evidence>>;
  /** Both together. */
  readonly evidence: Evidence;
}

/** What an operation shows of a collection: `x-confab` with its expressions parsed. */
export interface Listing {
  readonly collection: string;
  /** `many` for a list, `one` for a single row. */
  readonly shows: 'many' | 'one';
  readonly items: Expression;
  /** How an empty list may be shown besides as a list: null, or nothing at all. */
  readonly emptyAs: readonly ('null' | 'nothing')[];
  /** The schema of one row as this operation shows it. */
  readonly itemSchema: JsonObject;
  /** The properties that each of these rows must have. */
  readonly itemRequired: ReadonlySet<string>;
  readonly success: ResponseSpec;
  readonly media: MediaType;
  readonly paging: Paging;
  readonly order: Order | undefined;
  readonly filters: readonly Filter[];
}

/**
 * What a request and an answer say about paging. The vocabulary's `next` is `token`, `hasMore` or `nextUrl`, by what
 * its places are; `previous` is one of the other three.
 */
export const PAGING_WORDS = [
  'page',
  'skip',
  'size',
  'count',
  'token',
  'previousToken',
  'total',
  'pages',
  'hasMore',
  'hasPrevious',
  'nextUrl',
  'previousUrl',
] as const;
export type PagingWord = (typeof PAGING_WORDS)[number];

export interface Paging {
  /** Where each value is read from, in order of precedence. */
  readonly reads: Readonly<Record<PagingWord, readonly Expression[]>>;
  /** Where each value is shown. */
  readonly shows: Readonly<Record<PagingWord, readonly Expression[]>>;
  readonly window: number | undefined;
  /** What stands where when no row matches at all. */
  readonly empty: JsonObject;
  /** What stands where on a page behind the last one. */
  readonly pastEnd: JsonObject;
  /** What a token is: a row's place, a page's number, or the value of a row's field. */
  readonly cursor: 'position' | 'page' | { readonly field: string };
  /** What stands for no token, beside the empty text; the first is written. */
  readonly ends: readonly string[];
  /** What an answer shows where there is no token or no URL to show; undefined: the property is left out. */
  readonly endOf: (word: PagingWord) => Json | undefined;
  /** Whether the document says itself what stands for no token. */
  readonly saysEnd: boolean;
  /** The number of the first page, 0 or 1: as requests ask for it, and as answers show it. */
  readonly firstPage: { readonly asked: number; readonly shown: number };
  /** Whether a flag stands the other way round: true on the last page, or on the first. */
  readonly isTurned: (place: Expression) => boolean;
  /** The evidence of a word, the vocabulary's or one of ours; of one of its places where that has its own. */
  readonly evidence: (word: string, place?: Expression) => Evidence;
}

export interface Order {
  /** The fields that rows can be ordered by. */
  readonly by: readonly string[];
  /** What a request can ask for, the default first. */
  readonly choices: readonly OrderChoice[];
  readonly requestedBy: Expression | undefined;
  /** A request may ask for several orders, one after the other: a list of values. */
  readonly isSeveral: boolean;
  readonly requestedDirection: Expression | undefined;
  readonly evidence: Evidence;
}

export interface OrderChoice {
  /** As a request says it. */
  readonly value: string;
  readonly field: string;
  /** Where a request does not say another. */
  readonly direction: 'asc' | 'desc';
}

export const FILTER_TESTS = [
  'equals',
  'contains',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
] as const;
export type FilterTest = (typeof FILTER_TESTS)[number];

export interface Filter {
  readonly field: string;
  readonly tests: readonly { readonly test: FilterTest; readonly from: Expression }[];
  /** What the filter asks of rows by itself, when `when` switches it on. */
  readonly constants: readonly { readonly test: FilterTest; readonly value: Json }[];
  /** Where the response shows the value that was asked for. */
  readonly shows: readonly Expression[];
  /** The value that asks for no filter. */
  readonly any: Json | undefined;
  readonly when: readonly { readonly place: Expression; readonly value: Json }[];
  readonly evidence: Evidence;
  /** The evidence for `any`, and for whether a row at the very end of a range belongs to it. */
  readonly evidenceOf: (word: 'any' | 'ends') => Evidence;
}
