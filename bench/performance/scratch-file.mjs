/** A place for what a program writes on the way. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Gives `work` the path of a file, in a folder of its own that is gone with all that is in it when `work` has returned. */
export function withScratchFile(work) {
  const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-'));
  try {
    return work(path.join(folder, 'file'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
