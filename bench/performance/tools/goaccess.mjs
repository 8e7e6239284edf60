import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measure } from '../process.mjs';
import { counted, installed } from './tool.mjs';

export const goaccess = {
  id: 'goaccess',
  name: 'GoAccess',
  does: { combined: 'all its panels (visitors, paths, hosts, browsers, times …) as JSON to a file' },
  available: () => installed('goaccess'),
  async run(file, _shape, { timeout }) {
    const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-goaccess-'));
    try {
      const report = path.join(folder, 'report.json');
      const args = ['--log-format=COMBINED', '--no-global-config', '--no-progress', '--tz=UTC', '-o', report];
      const result = await measure(['goaccess', file, ...args], { timeout, discard: true });
      const out = result.failure === undefined ? readFileSync(report, 'utf8') : '';
      return counted({ ...result, out }, /"valid_requests":\s*(\d+)/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
