/** Records, sinks and a decoder run for the tests of formats. */
import type { Detected, FieldBinding, FieldSink, RecordView, RejectSink } from '../../src/formats/format.js';

/** Cuts at line feeds as `sources` does, carriage returns before them excluded; quotes keep lines together when given. */
export function cut(text: string | Uint8Array, { quotes = false } = {}): RecordView {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const starts: number[] = [];
  const ends: number[] = [];
  const lines: number[] = [];
  let start = 0;
  let line = 1;
  let recordLine = 1;
  let inside = false;
  const push = (end: number): void => {
    starts.push(start);
    ends.push(end > start && bytes[end - 1] === 13 ? end - 1 : end);
    lines.push(recordLine);
  };
  for (let at = 0; at < bytes.length; at += 1) {
    if (quotes && bytes[at] === 34) inside = !inside;
    if (bytes[at] !== 10) continue;
    line += 1;
    if (inside) continue;
    push(at);
    start = at + 1;
    recordLine = line;
  }
  if (start < bytes.length) push(bytes.length);
  return {
    bytes,
    count: starts.length,
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
    lines: Float64Array.from(lines),
  };
}

/** The same records in blocks of `size`. */
export function inBlocks(view: RecordView, size: number): RecordView[] {
  const blocks: RecordView[] = [];
  for (let from = 0; from < view.count; from += size) {
    const to = Math.min(view.count, from + size);
    const base = view.starts[from] ?? 0;
    blocks.push({
      bytes: view.bytes.slice(base, view.ends[to - 1] ?? base),
      count: to - from,
      starts: view.starts.slice(from, to).map(at => at - base),
      ends: view.ends.slice(from, to).map(at => at - base),
      lines: view.lines.slice(from, to),
    });
  }
  return blocks;
}

export interface Decoded {
  /** Requests as plain objects from field name to value, with the line they came from. */
  requests: { line: number; values: Record<string, unknown> }[];
  rejects: [line: number, reason: string][];
  filtered: [line: number, reason: string][];
}

/** Decodes all blocks with bindings to the fields named; `refuse` lets the sink refuse a request. */
export function decode(
  detected: Detected,
  blocks: RecordView | readonly RecordView[],
  fields: readonly string[],
  refuse?: (values: Record<string, unknown>) => string | undefined,
): Decoded {
  const decoded: Decoded = { requests: [], rejects: [], filtered: [] };
  const bindings: FieldBinding[] = fields.map((field, slot) => ({ column: `c${slot}`, field }));
  let values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const next = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;
  const sink: FieldSink = {
    field(slot, value) {
      values[fields[slot] ?? ''] = value;
    },
    commit(line) {
      const reason = refuse?.(values);
      if (reason === undefined) decoded.requests.push({ line, values: { ...values } });
      values = next();
      return reason;
    },
    discard() {
      values = next();
    },
  };
  const rejects: RejectSink = {
    reject: (line, reason) => decoded.rejects.push([line, reason]),
    filter: (line, reason) => decoded.filtered.push([line, reason]),
  };
  const decoder = detected.decoder(bindings);
  for (const block of Array.isArray(blocks) ? (blocks as readonly RecordView[]) : [blocks as RecordView]) {
    decoder.decode(block, sink, rejects);
  }
  return decoded;
}

/** Every line ends in a request, a reject or a filtered line, and in only one of them unless it held several records. */
export function outcomes({ requests, rejects, filtered }: Decoded): number[] {
  return [
    ...requests.map(({ line }) => line),
    ...rejects.map(([line]) => line),
    ...filtered.map(([line]) => line),
  ].sort((a, b) => a - b);
}

/** Names and first values of the fields detected. */
export function fieldsOf(detected: Detected): Record<string, unknown> {
  return Object.fromEntries(detected.fields.map(({ field, values }) => [field, values[0]]));
}
