/** What the machine gives: how fast memory is copied, and how fast a file is read that is in the page cache. */
import { Buffer } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { median } from './table.mjs';

const copied = 256 << 20;
const block = Buffer.allocUnsafe(1 << 20);

/** Bytes a second that one thread copies from one place to another, the bytes counted once. */
export function copyBandwidth(rounds = 5) {
  const from = Buffer.alloc(copied, 1);
  const to = Buffer.alloc(copied, 2);
  return median(Array.from({ length: rounds }, () => copied / seconds(() => from.copy(to))));
}

/** Bytes a second at which one thread reads the file, in blocks that stay in the processor's cache. */
export function readBandwidth(file, rounds = 3) {
  let bytes = 0;
  readThrough(file);
  return median(
    Array.from({ length: rounds }, () => {
      const taken = seconds(() => (bytes = readThrough(file)));
      return bytes / taken;
    }),
  );
}

/** Reads a file, so that the next one who does finds it in the page cache. @returns its length in bytes */
export function readThrough(file) {
  const descriptor = openSync(file, 'r');
  let bytes = 0;
  for (let read = 1; read > 0; bytes += read) read = readSync(descriptor, block, 0, block.length, null);
  closeSync(descriptor);
  return bytes;
}

function seconds(work) {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
