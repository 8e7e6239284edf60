/** Values of a Parquet file as JSON: exact digits, times in ISO form, bytes as text where they are text. */
import { isUtf8 } from 'node:buffer';

/** Deepest nesting that is written out. */
const maximumDepth = 64;

/** A value at so deep a place as JSON. */
export function jsonOf(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null || depth > maximumDepth ? 'null' : objectAsJson(value, depth);
    default:
      return 'null';
  }
}

function objectAsJson(value: object, depth: number): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'null' : `"${value.toISOString()}"`;
  if (value instanceof Uint8Array) return JSON.stringify(textOf(value));
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return `[${Array.from(value as ArrayLike<unknown>, item => jsonOf(item, depth + 1)).join(',')}]`;
  }
  const parts: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined && member !== null) parts.push(`${JSON.stringify(key)}:${jsonOf(member, depth + 1)}`);
  }
  return `{${parts.join(',')}}`;
}

function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.toString(isUtf8(buffer) ? 'utf8' : 'base64');
}
