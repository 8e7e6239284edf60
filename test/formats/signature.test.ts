import { describe, expect, it } from 'vitest';
import type { FormatDescription } from '../../src/formats/description.js';
import { recogniseDescription } from '../../src/formats/signature.js';
import { ndjson } from '../../src/formats/ndjson.js';
import { cut } from './records.js';

const description = (name: string, recognise: FormatDescription['recognise']): FormatDescription => ({
  name,
  title: name,
  recognise,
  columns: {},
});

function recognised(records: readonly object[], ...descriptions: FormatDescription[]): string | undefined {
  const found = ndjson.detect(cut(records.map(record => `${JSON.stringify(record)}\n`).join('')));
  return recogniseDescription(found?.fields ?? [], descriptions)?.name;
}

const row = { id: 1, kind: 'call', who: null, at: { place: 'x' } };
const ten = Array.from({ length: 10 }, () => row);

describe('a description is recognised', () => {
  it('by fields that stand in most records, even with nothing in them', () => {
    expect(recognised(ten, description('a', { fields: ['id', 'who', 'at.place'] }))).toBe('a');
    expect(recognised(ten, description('a', { fields: ['id', 'missing'] }))).toBeUndefined();
  });

  it('by any one of several names', () => {
    expect(recognised(ten, description('a', { fields: [['ID', 'id']] }))).toBe('a');
  });

  it('by values, and by fields that it lacks', () => {
    expect(recognised(ten, description('a', { values: { kind: ['call'] } }))).toBe('a');
    expect(recognised(ten, description('a', { values: { kind: 'mail' } }))).toBeUndefined();
    expect(recognised(ten, description('a', { fields: ['id'], without: ['who'] }))).toBeUndefined();
  });

  it('by objects that others lie in', () => {
    expect(recognised(ten, description('a', { fields: ['at'] }))).toBe('a');
  });

  it('as the one that asks for more', () => {
    const [few, many] = [description('few', { fields: ['id'] }), description('many', { fields: ['id', 'kind'] })];
    expect(recognised(ten, few, many)).toBe('many');
  });

  it('by no single record, whoever wrote it', () => {
    const planted = { ...row, api_key: 'x', call_type: 'y' };
    const other = description('planted', { fields: ['api_key', 'call_type'] });
    for (let at = 0; at < 10; at++) expect(recognised(ten.with(at, planted), other)).toBeUndefined();
  });
});
