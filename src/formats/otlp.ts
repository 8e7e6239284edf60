/**
 * OpenTelemetry as JSON lines (the collector's file exporter): a line holds many spans or log records. Each becomes a record
 * whose attributes are fields of their own (`gen_ai.request.model`, `user.id`); what the resource says is `resource.<name>`.
 */
import { anyValue, namedItems } from './named-lists.js';
import type { Inner, Wrapper } from './unwrap.js';

type Fields = Record<string, unknown>;

export const otlp: Wrapper = {
  name: 'otlp',
  unwrap(line) {
    const spans = itemsOf(line, { resources: 'resourceSpans', scopes: 'scopeSpans', items: 'spans' });
    if (spans !== undefined) return requestSpans(spans);
    return itemsOf(line, { resources: 'resourceLogs', scopes: 'scopeLogs', items: 'logRecords' });
  },
};

/**
 * A trace holds one request several times: the server's HTTP span, the model client's span inside it, and steps that are no
 * request at all. Where a line has spans of a model call only those are requests, else those of HTTP and RPC.
 */
function requestSpans(spans: readonly Inner[]): readonly Inner[] {
  const isCall = (span: Inner) => hasAttribute(span, ['gen_ai.', 'llm.']);
  const isServed = (span: Inner) => hasAttribute(span, ['http.', 'url.', 'rpc.']);
  const isRequest = spans.some(isCall) ? isCall : isServed;
  return spans.map(span => (isRequest(span) ? span : { ...span, dropped: 'span that is no request' }));
}

function hasAttribute({ record }: Inner, prefixes: readonly string[]): boolean {
  return Object.keys(record as Fields).some(key => prefixes.some(prefix => key.startsWith(prefix)));
}

function itemsOf(line: object, names: { resources: string; scopes: string; items: string }): Inner[] | undefined {
  if (!Object.hasOwn(line, names.resources)) return undefined;
  const inner: Inner[] = [];
  for (const resource of listAt(line, names.resources)) {
    const around = withAttributes({}, objectAt(resource, 'resource'), 'resource.');
    for (const scope of listAt(resource, names.scopes)) {
      for (const item of listAt(scope, names.items)) inner.push({ record: flattened(item), around });
    }
  }
  return inner;
}

/** Attributes beside the item's own fields, which win; attributes of events (prompts, in older conventions) come last. */
function flattened(item: object): Fields {
  const record = Object.create(null) as Fields;
  for (const [key, value] of Object.entries(item)) {
    if (key === 'attributes' || key === 'events' || isUnset(key, value)) continue;
    record[key] = anyValue(value);
  }
  withAttributes(record, item, '');
  for (const event of listAt(item, 'events')) withAttributes(record, event, '');
  return record;
}

/** OTLP writes a time that is not known as 0. */
function isUnset(key: string, value: unknown): boolean {
  return key.endsWith('UnixNano') && Number(value) === 0;
}

function withAttributes(record: Fields, owner: object | undefined, prefix: string): Fields {
  for (const [key, value] of namedItems(listAt(owner, 'attributes')) ?? []) {
    const name = prefix + key;
    if (!Object.hasOwn(record, name)) {
      Object.defineProperty(record, name, {
        value: anyValue(value),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return record;
}

function objectAt(owner: object, key: string): object | undefined {
  const value: unknown = Object.hasOwn(owner, key) ? (owner as Fields)[key] : undefined;
  return typeof value === 'object' && value !== null ? value : undefined;
}

function listAt(owner: object | undefined, key: string): object[] {
  const value = owner === undefined ? undefined : objectAt(owner, key);
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).filter(item => typeof item === 'object' && item !== null);
}
