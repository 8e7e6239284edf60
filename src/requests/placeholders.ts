/** Texts by which programs say that there is nobody and nothing: read as absent in every column but prompts. */
import type { Kernel } from '../kernel/kernel.js';

/**
 * In lower case, of ASCII and at most {@link longest} bytes each: so the kernel compares them. The spellings of "nothing" that
 * hold for a whole format are `absentValues` of formats/format.ts.
 */
export const placeholders = [
  '--',
  '---',
  '""',
  "''",
  'n/a',
  'nan',
  'nil',
  '<nil>',
  'null',
  '(null)',
  '<null>',
  '[null]',
  'none',
  '(none)',
  '<none>',
  '[none]',
  'undefined',
  '(undefined)',
  '<undefined>',
  'unknown',
  '(unknown)',
  '<unknown>',
  '[unknown]',
  'unset',
  '(unset)',
  'not set',
  '(not set)',
  '(empty)',
  '<empty>',
  '(blank)',
  'nobody',
  'anonymous',
  '(anonymous)',
  '<anonymous>',
  'anonymous user',
  'anonymous_user',
  'anonymous-user',
  'anonymoususer',
  'default_user_id',
] as const;

const longest = 16;
const known: ReadonlySet<string> = new Set(placeholders);

/** Whether a text stands for nothing, in whatever case. Letters that only lower-case to ASCII (the Kelvin sign) do not. */
export function isPlaceholder(text: string): boolean {
  if (text.length > longest || text.length === 0) return false;
  return known.has(text.toLowerCase()) && Buffer.byteLength(text) === text.length;
}

/** Teaches a kernel the table: texts of {@link longest} bytes each, padded with zeros. Done once a kernel. */
export function loadPlaceholders(kernel: Kernel): void {
  if (taught.has(kernel)) return;
  taught.add(kernel);
  const at = kernel.scratch(longest * placeholders.length);
  kernel.run.clear(at, longest * placeholders.length);
  placeholders.forEach((text, index) => kernel.bytes.write(text, at + longest * index, 'latin1'));
  kernel.run.setPlaceholders(at, placeholders.length);
}

const taught = new WeakSet<Kernel>();
