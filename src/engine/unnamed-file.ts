/** Files without a name: they go with the process, however that ends. */
import { randomBytes } from 'node:crypto';
import { openSync, rmSync } from 'node:fs';
import path from 'node:path';

/** A new file for reading and writing whose name is gone as soon as it is open. @throws what the system says */
export function openUnnamed(folder: string): number {
  const file = path.join(folder, `.revenuer-${randomBytes(8).toString('hex')}.tmp`);
  try {
    return openSync(file, 'wx+', 0o600);
  } finally {
    // An open file does without its name; libuv sees to that on Windows, too.
    rmSync(file, { force: true });
  }
}
