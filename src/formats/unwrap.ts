/**
 * Wrappers around log records: what a shipper, a search engine or an API put around them. Each is a name and a function from
 * the parsed line to the records inside. A wrapper is used when most of the sampled lines have it (see `ndjson.ts`).
 */
import { looksLikeJson, parseOrUndefined } from './json-path.js';
import { otlp } from './otlp.js';

/** A record out of a wrapper. Fields it lacks are looked up in what was around it. */
export interface Inner {
  /** Anything but an object is rejected as such. */
  readonly record: unknown;
  readonly around?: object | undefined;
}

export type JsonObject = Record<string, unknown>;

export interface Wrapper {
  readonly name: string;
  /** The records inside; undefined when the line has another shape. */
  unwrap(line: Readonly<JsonObject>): readonly Inner[] | undefined;
}

/** Docker's json-file driver: `{"log":"{…}\n","stream":"stdout","time":"…"}`. */
const docker: Wrapper = {
  name: 'docker',
  unwrap(line) {
    const log = owned(line, 'log');
    if (typeof log !== 'string' || !Object.hasOwn(line, 'stream')) return undefined;
    return [{ record: parsedText(log), around: line }];
  },
};

/** A hit of Elasticsearch or OpenSearch: `{"_index":…,"_source":{…}}`. */
const elasticsearch: Wrapper = {
  name: 'elasticsearch',
  unwrap(line) {
    const source = owned(line, '_source');
    return isJsonObject(source) ? [{ record: source, around: line }] : undefined;
  },
};

/** CloudWatch subscription: `{"logGroup":…,"logEvents":[{"timestamp":…,"message":"{…}"}]}`. */
const cloudWatch: Wrapper = {
  name: 'cloudwatch',
  unwrap(line) {
    const events = owned(line, 'logEvents');
    if (!Array.isArray(events)) return undefined;
    return events.map((event: unknown) => {
      const message = isJsonObject(event) ? owned(event, 'message') : undefined;
      return {
        record: typeof message === 'string' ? parsedText(message) : message,
        around: isJsonObject(event) ? event : undefined,
      };
    });
  },
};

const listKeys = ['records', 'Records', 'data', 'items', 'result', 'results', 'logs', 'entries', 'value', 'events'];
/** A page of results has few keys beside its list; a request that happens to have a `data` list has many. */
const maximumKeysBeside = 6;

/** A page of an API or a batch of an exporter: `{"data":[{…},{…}],"has_more":false}`. */
const list: Wrapper = {
  name: 'list',
  unwrap(line) {
    if (Object.keys(line).length > maximumKeysBeside + 1) return undefined;
    const key = listKeys.find(name => {
      const value = owned(line, name);
      return Array.isArray(value) && value.every(isJsonObject);
    });
    return key === undefined ? undefined : (line[key] as JsonObject[]).map(record => ({ record }));
  },
};

/** Answer of a search: `{"took":…,"hits":{"hits":[{"_source":{…}}]}}`. */
const searchAnswer: Wrapper = {
  name: 'search answer',
  unwrap(line) {
    const outer = owned(line, 'hits');
    const hits = isJsonObject(outer) ? owned(outer, 'hits') : undefined;
    if (!Array.isArray(hits)) return undefined;
    return hits.map((hit: unknown) => ({ record: isJsonObject(hit) ? (owned(hit, '_source') ?? hit) : hit }));
  },
};

export const wrappers: readonly Wrapper[] = [docker, elasticsearch, cloudWatch, otlp, list, searchAnswer];

/** The records in a line by the first of these wrappers that it has. */
export function unwrap(line: JsonObject, active: readonly Wrapper[]): readonly Inner[] | undefined {
  for (const wrapper of active) {
    const inner = wrapper.unwrap(line);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function owned(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

function parsedText(text: string): unknown {
  const trimmed = text.trim();
  return looksLikeJson(trimmed) ? parseOrUndefined(trimmed) : undefined;
}
