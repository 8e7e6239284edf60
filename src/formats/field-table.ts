/**
 * Fields of several records at once: what the fast decoders hand over. A token of eight bytes in the kernel's memory says
 * where the value of a field stands; it is valid until the sink returns.
 */
import type { Kernel } from '../kernel/kernel.js';
import type { FieldValue } from './format.js';

export interface FieldTable {
  readonly kernel: Kernel;
  /** Records. */
  readonly rows: number;
  /** 1-based line of each record. */
  readonly lines: Float64Array;
  /** Address of the tokens of a slot, one for each row. */
  tokens(slot: number): number;
  /** What the plain path gives for a field; undefined where it gives nothing. */
  value(slot: number, row: number): FieldValue;
}
