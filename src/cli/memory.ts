/** How much memory a run may take when nobody says: a quarter of what the machine, or the container, has. */
import { totalmem } from 'node:os';

const share = 1 / 4;

/** Bytes. */
export function defaultMemory(): number {
  // 0, or more than there is, where nothing constrains the process.
  const constrained = process.constrainedMemory();
  const all = totalmem();
  return Math.floor(share * (constrained > 0 ? Math.min(constrained, all) : all));
}
