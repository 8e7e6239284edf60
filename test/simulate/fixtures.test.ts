import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fixtureFiles } from '../../src/simulate/fixture-files.js';
import { fixtures } from '../../src/simulate/fixtures.js';

const folder = path.resolve(import.meta.dirname, '../../fixtures');

describe('fixtures/', () => {
  it('holds the fixtures that are described, and nothing else', () => {
    const present = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isDirectory());
    // Logs of single formats lie apart, see test/formats/catalogue.test.ts.
    const simulated = present.map(({ name }) => name).filter(name => name !== 'formats');
    expect(simulated.sort()).toEqual(fixtures.map(({ name }) => name).sort());
  });

  it.each(fixtures.map(fixture => [fixture.name, fixture] as const))(
    '%s is what npm run fixtures makes',
    (name, fixture) => {
      const made = fixtureFiles(fixture);
      // The reports that are expected of it lie beside it, see test/golden.test.ts.
      const present = readdirSync(path.join(folder, name)).filter(file => !file.startsWith('expected.'));
      expect(present.sort()).toEqual(made.map(([file]) => file).sort());
      for (const [file, bytes] of made) {
        // Another version of zlib may compress the same text otherwise.
        const plain = (data: Buffer) => (file.endsWith('.gz') ? gunzipSync(data) : data);
        expect(plain(readFileSync(path.join(folder, name, file))).equals(plain(bytes)), `${name}/${file}`).toBe(true);
      }
    },
  );
});
