/**
 * Wrappers around log records: what a shipper, a search engine or an API put around them. Each is a name and a function from
 * the parsed line to the records inside. A wrapper is used when most of the sampled lines have it (see `ndjson.ts`).
 */
import { otlp } from './otlp.js';
import { tableRows } from './tables.js';

/** A record out of a wrapper. Fields it lacks are looked up in what was around it. */
export interface Inner {
  /** Anything but an object is rejected as such. */
  readonly record: unknown;
  readonly around?: object | undefined;
  /** Why it is no request, of a record that is to be counted as left out. */
  readonly dropped?: string;
}

export type JsonObject = Record<string, unknown>;

export interface Wrapper {
  readonly name: string;
  /** The records inside; undefined when the line has another shape. */
  unwrap(line: Readonly<JsonObject>): readonly Inner[] | undefined;
}

/** A hit of Elasticsearch or OpenSearch: `{"_index":…,"_source":{…}}`. */
const elasticsearch: Wrapper = {
  name: 'elasticsearch',
  unwrap(line) {
    const source = owned(line, '_source');
    return isJsonObject(source) ? [{ record: source, around: line }] : undefined;
  },
};

/** CloudWatch subscription: `{"logGroup":…,"logEvents":[{"timestamp":…,"message":"…"}]}`. */
const cloudWatch: Wrapper = {
  name: 'cloudwatch',
  unwrap(line) {
    const events = owned(line, 'logEvents');
    return Array.isArray(events) ? events.map((record: unknown) => ({ record, around: line })) : undefined;
  },
};

/** Insights: `{"results":[[{"field":"@timestamp","value":…},{"field":"@message","value":…}]]}`. */
const insights: Wrapper = {
  name: 'cloudwatch insights',
  unwrap(line) {
    const results = owned(line, 'results');
    if (!Array.isArray(results) || !results.every(Array.isArray)) return undefined;
    return results.map((cells: readonly unknown[]) => ({ record: fromCells(cells) }));
  },
};

function fromCells(cells: readonly unknown[]): unknown {
  if (!cells.every(cell => isJsonObject(cell) && typeof owned(cell, 'field') === 'string')) return undefined;
  return Object.fromEntries(
    (cells as readonly { field: string; value?: unknown }[]).map(({ field, value }) => [field, value]),
  );
}

/** Loki's answer: `{"data":{"result":[{"stream":{…},"values":[["1795162530123000000","…"]]}]}}`, or its push `streams`. */
const loki: Wrapper = {
  name: 'loki',
  unwrap(line) {
    const data = owned(line, 'data');
    const streams = isJsonObject(data) ? owned(data, 'result') : owned(line, 'streams');
    if (!Array.isArray(streams) || !streams.every(stream => isJsonObject(stream) && Array.isArray(stream['values'])))
      return undefined;
    return (streams as readonly JsonObject[]).flatMap(({ stream, values }) =>
      (values as readonly unknown[]).map(value => ({ record: lokiEntry(value, stream) })),
    );
  },
};

function lokiEntry(value: unknown, labels: unknown): unknown {
  return Array.isArray(value) ? { timestamp: value[0] as unknown, line: value[1] as unknown, labels } : undefined;
}

/** Splunk's export: `{"preview":false,"offset":0,"result":{"_raw":…,"_time":…}}`. */
const splunk: Wrapper = {
  name: 'splunk',
  unwrap(line) {
    const result = owned(line, 'result');
    if (!isJsonObject(result) || !(Object.hasOwn(line, 'preview') || Object.hasOwn(result, '_raw'))) return undefined;
    return [{ record: result }];
  },
};

/** Kibana's and Elasticsearch's `fields`, where each is a list: `{"_index":…,"fields":{"user.name":["a"]}}`. */
const listedFields: Wrapper = {
  name: 'fields',
  unwrap(line) {
    const fields = owned(line, 'fields');
    if (!isJsonObject(fields) || Object.hasOwn(line, '_source') || !Object.values(fields).every(Array.isArray))
      return undefined;
    const single = Object.entries(fields as Record<string, readonly unknown[]>).map(([name, values]) => [
      name,
      values.length === 1 ? values[0] : values,
    ]);
    return [{ record: Object.fromEntries(single) as JsonObject, around: line }];
  },
};

const listKeys = ['records', 'Records', 'data', 'items', 'result', 'results', 'logs', 'entries', 'value', 'events'];
/** A page of results has few keys beside its list; a request that happens to have a `data` list has many. */
const maximumKeysBeside = 6;
/** What an answer says beside its page. */
const besidePage = new Set([
  'code',
  'error',
  'errors',
  'message',
  'msg',
  'ok',
  'request_id',
  'status',
  'success',
  'trace_id',
]);

/** A page of an API or a batch of an exporter: `{"data":[{…},{…}],"has_more":false}`, `{"data":{"items":[…]}}`. */
const list: Wrapper = {
  name: 'list',
  unwrap(line) {
    const inside = listOfObjects(line);
    if (inside !== undefined) return inside;
    const key = listKeys.find(name => isJsonObject(owned(line, name)));
    if (Object.keys(line).some(name => name !== key && !besidePage.has(name))) return undefined;
    return key === undefined ? undefined : listOfObjects(line[key] as JsonObject);
  },
};

function listOfObjects(page: Readonly<JsonObject>): readonly Inner[] | undefined {
  if (Object.keys(page).length > maximumKeysBeside + 1) return undefined;
  const key = listKeys.find(name => {
    const value = owned(page, name);
    return Array.isArray(value) && value.every(isJsonObject);
  });
  return key === undefined ? undefined : (page[key] as JsonObject[]).map(record => ({ record }));
}

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

/** Names of columns at one place, their values at another: `{"columns":["ts","user"],"data":[["…","a"]]}`. */
const table: Wrapper = {
  name: 'table',
  unwrap: line => tableRows(line)?.map(record => ({ record })),
};

export const wrappers: readonly Wrapper[] = [
  elasticsearch,
  listedFields,
  cloudWatch,
  insights,
  loki,
  splunk,
  otlp,
  table,
  list,
  searchAnswer,
];

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
