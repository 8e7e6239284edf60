import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/formats/detect.js';
import { formats } from '../../src/formats/index.js';
import { cut, decode, outcomes } from './records.js';

const docs = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');
const sources = new URL('../../src/formats/', import.meta.url);

describe('the list of formats', () => {
  it('holds every format of the folder, under the name of its file', () => {
    const defining = readdirSync(sources).filter(
      file =>
        file.endsWith('.ts') &&
        /^export const \w+(?:: Format)? = (?:\{$|lineFormat\(|directiveFormat\()/m.test(
          readFileSync(new URL(file, sources), 'utf8'),
        ),
    );
    expect(formats.map(({ name }) => `${name}.ts`).sort()).toEqual(defining.sort());
  });

  it('is the one in the documentation', () => {
    // Other sections have names of several words.
    const sections = [...docs.matchAll(/^## ([\w-]+)$/gm)].map(([, name]) => name);
    expect(sections).toEqual(formats.map(({ name }) => name));
  });
});

describe('the examples of the documentation', () => {
  const examples = [...docs.matchAll(/^```([\w-]+)\n(.*?)^```$/gms)].map(([, name = '', text = '']) => ({
    name,
    text,
  }));

  it('make no format surer than it says it can be, and each as sure as that of its own', () => {
    const surest = new Map<string, number>();
    for (const { text } of examples) {
      for (const format of formats) {
        const { confidence = 0 } = format.detect(cut(text)) ?? {};
        expect(confidence).toBeLessThanOrEqual(format.mostConfidence);
        surest.set(format.name, Math.max(surest.get(format.name) ?? 0, confidence));
      }
    }
    for (const { name, mostConfidence } of formats) expect([name, surest.get(name)]).toEqual([name, mostConfidence]);
  });

  it.each(examples)('$name is read without a reject, and recognised among all others', ({ name, text }) => {
    const found = detectFormat(cut(text));
    expect(found.format).toBe(name);
    const view = cut(text, { quotes: found.framing.quotedBy !== undefined });
    const decoded = decode(
      found,
      view,
      found.fields.map(({ field }) => field),
    );
    expect(decoded.rejects).toEqual([]);
    expect(decoded.requests.length).toBeGreaterThan(0);
    expect(outcomes(decoded)).toEqual([...view.lines]);
  });

  it('are one for each format', () => {
    expect(examples.map(({ name }) => name)).toEqual(formats.map(({ name }) => name));
  });

  it('name the fields that are read', () => {
    for (const { name, text } of examples.slice(2)) {
      const section = docs.slice(docs.indexOf(`## ${name}\n`)).split('\n## ')[0] ?? '';
      const fixed = detectFormat(cut(text)).fields.filter(({ field }) => !/^extra|^envelope\.|[#()]/.test(field));
      for (const { field } of fixed) expect(section).toContain(field);
    }
  });
});
