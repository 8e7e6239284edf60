import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { families } from '../../src/detectors/detector.js';
import { detectors } from '../../src/detectors/index.js';

const folder = path.join(import.meta.dirname, '../../src/detectors');

describe('the list of detectors', () => {
  it('names every file of the family folders, whose name is the id', () => {
    const files = families.flatMap(family => readdirSync(path.join(folder, family)).map(file => `${family}/${file}`));
    expect(detectors.map(({ meta }) => `${meta.family}/${meta.id}.ts`).sort()).toEqual(files.sort());
  });

  it('gives each catalogue code once', () => {
    // Some are not in the catalogue.
    const codes = detectors.flatMap(({ meta }) => meta.code ?? []);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
