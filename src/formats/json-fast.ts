/** JSON lines through the kernel: which keys are wanted, and what their tokens hold. */
import type { Kernel, Lease } from '../kernel/kernel.js';
import { tokenAt, tokenKinds } from '../kernel/token.js';
import type { FastSyntax } from './fast-decoder.js';
import { plainValue } from './extended-json.js';
import type { FieldBinding, FieldValue } from './format.js';
import { exactDigits, digitsOf } from './json-emit.js';
import { headerText, isHeaderPath, maximumParts } from './json-path.js';

export function jsonFastSyntax(lease: Lease, bindings: readonly FieldBinding[]): FastSyntax {
  const { kernel } = lease;
  const { run } = kernel;
  const root = run.newNode();
  lease.atEnd(() => run.freeNode(root));
  const slots = slotsOf(bindings);
  for (const [field, slot] of slots) wantField(kernel, root, { field, slot });
  const stamps = lease.words(slots.size).byteOffset;
  const fields = bindings.map(({ field }) => ({
    slot: slots.get(field) as number,
    digits: digitsOf(field),
    header: isHeaderPath(field),
  }));
  return {
    slots: slots.size,
    slotOf: binding => (fields[binding] as (typeof fields)[number]).slot,
    read: ({ block, starts, ends, tokens, stride, arena, states }, count) => {
      run.decodeJson(block, starts, ends, count, root, tokens, stride, stamps, arena, states);
    },
    value(binding, address, record) {
      const { digits, header } = fields[binding] as (typeof fields)[number];
      const { kind, at, length } = tokenAt(kernel.words, address);
      switch (kind) {
        case tokenKinds.text:
          return kernel.text(at, length);
        case tokenKinds.number:
          return numberOf(Number(kernel.text(at, length)), digits, { kernel, record });
        case tokenKinds.true:
          return true;
        case tokenKinds.false:
          return false;
        case tokenKinds.value:
        case tokenKinds.unread: {
          const value = plainValue(JSON.parse(kernel.text(at, length)) as FieldValue);
          return header && Array.isArray(value) ? headerText(value) : value;
        }
        default:
          return undefined;
      }
    },
  };
}

/** One slot for each field, however many columns are read from it. */
function slotsOf(bindings: readonly FieldBinding[]): Map<string, number> {
  const slots = new Map<string, number>();
  for (const { field } of bindings) if (!slots.has(field)) slots.set(field, slots.size);
  return slots;
}

/** All the ways in which a dotted field may be nested: `a.b.c` is `{"a.b.c":…}`, `{"a.b":{"c":…}}`, `{"a":{"b.c":…}}` … */
function wantField(kernel: Kernel, root: number, { field, slot }: { field: string; slot: number }): void {
  const parts = field.split('.');
  const wantKey = (node: number, key: string, as: { slot: number; child: number }) => {
    const { at, length } = kernel.place(key);
    kernel.run.want(node, at, length, as.slot, as.child);
  };
  const childOf = (node: number, key: string): number => {
    const { at, length } = kernel.place(key);
    const known = kernel.run.childOfKey(node, at, length);
    if (known !== 0) return known;
    const child = kernel.run.newNode();
    wantKey(node, key, { slot: -1, child });
    return child;
  };
  const want = (node: number, from: number): void => {
    wantKey(node, parts.slice(from).join('.'), { slot, child: 0 });
    if (parts.length > maximumParts) return;
    for (let to = from + 1; to < parts.length; to++) want(childOf(node, parts.slice(from, to).join('.')), to);
  };
  want(root, 0);
}

function numberOf(
  value: number,
  digits: RegExp,
  { kernel, record }: { kernel: Kernel; record: { at: number; end: number } },
): FieldValue {
  if (Number.isSafeInteger(value) || !Number.isInteger(value)) return value;
  return exactDigits(value, digits, { buffer: kernel.bytes, start: record.at, end: record.end });
}
