import { Readable } from 'node:stream';
import type { ScanOptions } from '../../src/engine/options.js';

/** Options of a run that reads these inputs and asks for nothing else. */
export function optionsOf(given: Partial<ScanOptions> = {}): ScanOptions {
  return {
    inputs: [],
    cwd: '.',
    stdin: Readable.from([]),
    map: {},
    logFormat: undefined,
    timezoneOffset: 0,
    maxRecordBytes: 2 ** 20,
    threads: 1,
    memory: 2 ** 28,
    detectors: [],
    only: [],
    skip: [],
    detectorOptions: {},
    allow: [],
    canaries: [],
    failOn: 'never',
    ...given,
  };
}
