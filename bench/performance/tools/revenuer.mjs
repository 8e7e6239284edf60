import { readFileSync } from 'node:fs';
import path from 'node:path';
import { measure } from '../process.mjs';
import { counted, root } from './tool.mjs';

const program = path.join(root, 'bin/revenuer.js');
const scans = 'recognises, parses, measures, links accounts, judges with all detectors, writes the report as JSON';

export const revenuer = {
  id: 'revenuer',
  name: 'revenuer',
  does: { ndjson: scans, csv: scans, combined: scans },
  available: () => ({ version: JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version }),
  async run(file, _shape, options) {
    return counted(await measure(scanOf(file, options), options), /"requests":\s*(\d+)/);
  },
};

/** The command of a scan. @param options `node`: options of Node itself */
export function scanOf(file, { threads, node = [] }) {
  const scan = ['scan', file, '--threads', String(threads), '--format', 'json', '--fail-on', 'never', '--quiet'];
  return [process.execPath, ...node, program, ...scan];
}
