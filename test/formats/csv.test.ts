import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv } from '../../src/formats/csv.js';
import { RecordSplitter } from '../../src/sources/records.js';
import { cut, decode, fieldsOf, inBlocks, outcomes } from './records.js';

function detected(text: string | Uint8Array) {
  const found = csv.detect(cut(text));
  if (found === undefined) throw new Error('not detected');
  return found;
}

function read(text: string, fields: string[]) {
  const found = detected(text);
  return decode(found, cut(text, { quotes: found.framing.quotedBy !== undefined }), fields);
}

const values = (decoded: ReturnType<typeof read>) => decoded.requests.map(({ values }) => values);
const log = 'time,user,tokens\n2026-01-01,u1,10\n2026-01-02,u2,20\n2026-01-03,u3,30\n';

describe('detection', () => {
  it.each([
    ['comma', ','],
    ['tab', '\t'],
    ['semicolon', ';'],
    ['bar', '|'],
  ])('%s', (_, delimiter) => {
    const text = log.replaceAll(',', delimiter);
    expect(fieldsOf(detected(text))).toEqual({ time: '2026-01-01', user: 'u1', tokens: '10' });
    expect(values(read(text, ['user']))).toEqual([{ user: 'u1' }, { user: 'u2' }, { user: 'u3' }]);
  });

  it('names the columns of a file without a header, and says so', () => {
    const found = detected(log.slice(log.indexOf('\n') + 1));
    expect(found.fields.map(({ field }) => field)).toEqual(['column1', 'column2', 'column3']);
    expect(found.notes.join()).toContain('no header line');
  });

  it('numbers names that occur twice, and fills in empty ones', () => {
    expect(Object.keys(fieldsOf(detected('id,id,,x\n1,2,3,4\n')))).toEqual(['id', 'id#2', 'column3', 'x']);
  });

  it('finds the header after comments, titles and the line Excel writes', () => {
    const text = `sep=,\n# exported today, by hand\n\n${log}`;
    const decoded = read(text, ['user']);
    expect(values(decoded)).toHaveLength(3);
    expect(decoded.filtered).toEqual([
      [1, 'comment'],
      [2, 'comment'],
      [3, 'blank'],
      [4, 'header'],
    ]);
  });

  it('opens JSON in cells', () => {
    const text = 'time,metadata\n1,"{""user"":{""id"":""u1""}}"\n2,{}\n';
    expect(detected(text).fields.map(({ field }) => field)).toContain('metadata.user.id');
    expect(values(read(text, ['metadata.user.id']))).toEqual([{ 'metadata.user.id': 'u1' }, {}]);
  });

  it('does not take prose, JSON or access logs for CSV', () => {
    expect(csv.detect(cut('Hello, world\nthis is, well, prose\nand more\n'))).toBeUndefined();
    expect(csv.detect(cut('one\ntwo\n'))).toBeUndefined();
    expect(csv.detect(cut(''))).toBeUndefined();
  });

  it('accepts a sample that ends inside a quoted field', () => {
    expect(detected(`${log}2026-01-04,"u4\n`).fields).toHaveLength(3);
  });
});

describe('records', () => {
  it('reads quotes, doubled quotes, delimiters and newlines inside quotes', () => {
    const text = 'time,prompt,n\n1,"a ""b"", c\nd",1\n2,plain "quoted" text,2\n3,"",3\n';
    expect(values(read(text, ['prompt', 'n']))).toEqual([
      { prompt: 'a "b", c\nd', n: '1' },
      { prompt: 'plain "quoted" text', n: '2' },
      { n: '3' },
    ]);
  });

  it('counts lines through quoted newlines', () => {
    const text = 'time,prompt\n1,"a\nb\nc"\n2,x\n';
    expect(read(text, ['time']).requests.map(({ line }) => line)).toEqual([2, 5]);
  });

  it('skips the header where it recurs, byte order marks and blank lines', () => {
    const text = `\ufeff${log}\r\n${log}`;
    const decoded = read(text, ['time']);
    expect(values(decoded)).toHaveLength(6);
    expect(decoded.filtered).toEqual([
      [1, 'header'],
      [5, 'blank'],
      [6, 'header'],
    ]);
  });

  it('rejects rows that are shorter or longer than the rest', () => {
    const decoded = read(`${log}2026,u4\n2026,u5,1,2\n2026,u6,7\n`, ['user']);
    expect(decoded.rejects).toEqual([
      [5, '2 fields, header has 3'],
      [6, '4 fields, header has 3'],
    ]);
    expect(values(decoded)).toHaveLength(4);
  });

  it('accepts rows that all end in a delimiter the header lacks', () => {
    const text = 'time,user\n1,a,\n2,b,\n';
    expect(values(read(text, ['user']))).toEqual([{ user: 'a' }, { user: 'b' }]);
    expect(detected(text).notes).toEqual(['header has 2 fields, rows have 3']);
  });

  it('leaves out spellings of nothing', () => {
    expect(values(read('time,a,b,c,d\n1,-,null,\\N,x\n', ['a', 'b', 'c', 'd']))).toEqual([{ d: 'x' }]);
  });

  it('reads each row at its own line, whatever the blocks', () => {
    const rows = Array.from({ length: 500 }, (_, n) =>
      n % 50 === 9 ? '' : n % 50 === 13 ? `${n},"open` : `${n},"u\n${n}"`,
    );
    const text = `time,user\n${rows.join('\n')}\n`;
    const found = detected(text);
    const view = cut(text, { quotes: true });
    const whole = decode(found, view, ['time', 'user']);
    for (const size of [1, 7, 64]) expect(decode(found, inBlocks(view, size), ['time', 'user'])).toEqual(whole);
    expect(outcomes(whole)).toEqual([...view.lines]);
  });

  it('finds the one record with a broken quote and spares the others of its block', () => {
    const text = 'time,user\n1,a\n2,"b\n3,c\n';
    const found = detected(text);
    const decoded = decode(found, cut(text), ['user']);
    expect(values(decoded)).toEqual([{ user: 'a' }, { user: 'c' }]);
    expect(decoded.rejects).toEqual([[3, 'malformed quotes']]);
  });

  it('reads tabs without quotes, where a lone quote is text', () => {
    const text = 'time\tua\n1\t"Mozilla\n2\tcurl\n';
    expect(detected(text).framing).toEqual({});
    expect(values(read(text, ['ua']))).toEqual([{ ua: '"Mozilla' }, { ua: 'curl' }]);
  });

  const trace = '/work/shared/data/traces/azure_code_2023.csv.gz';
  it.skipIf(!existsSync(trace))('reads a real trace', () => {
    const bytes = gunzipSync(readFileSync(trace));
    const decoded = decode(detected(bytes), inBlocks(cut(bytes), 512), ['TIMESTAMP', 'ContextTokens']);
    expect([decoded.requests.length, decoded.rejects.length, decoded.filtered]).toEqual([8819, 0, [[1, 'header']]]);
  });
});

describe('cells as programs write them', () => {
  const names = ['time', 'user', 'prompt', 'tokens'];
  const rows = [
    ['2026-01-01', 'u1', 'say hi, now', '10'],
    ['2026-01-02', 'u2', 'what is rain?', '20'],
    ['2026-01-03', 'u3', 'one', '30'],
  ];
  const expected = rows.map(row =>
    Object.fromEntries(row.map((cell, at): [string, string] => [names[at] ?? '', cell])),
  );
  const quoted = (cells: readonly string[], quote = '"') => cells.map(cell => `${quote}${cell}${quote}`);

  it.each([
    ['blanks before quotes', (cells: readonly string[]) => quoted(cells).join(', ')],
    [
      'blanks after commas',
      (cells: readonly string[]) => cells.map(cell => (cell.includes(',') ? `"${cell}"` : cell)).join(', '),
    ],
    ['single quotes', (cells: readonly string[]) => quoted(cells, "'").join(',')],
    ['a table of mysql', (cells: readonly string[]) => `| ${cells.map(cell => cell.padEnd(14)).join(' | ')} |`],
    ['a table of psql', (cells: readonly string[]) => ` ${cells.map(cell => cell.padEnd(14)).join(' | ')}`],
  ])('%s', (_, write) => {
    const text = `${[names, ...rows].map(write).join('\n')}\n`;
    expect(values(read(text, names))).toEqual(expected);
  });

  it('passes over the rules and the count of a table, and takes quotes in it for text', () => {
    const rule = '+------+------+';
    const mysql = `${rule}\n| time | user |\n${rule}\n| 1    | "u1  |\n| 2    | u2   |\n${rule}\n2 rows in set (0.00 sec)\n`;
    const decoded = read(mysql, ['user']);
    expect([values(decoded), decoded.rejects]).toEqual([[{ user: '"u1' }, { user: 'u2' }], []]);
    const psql = ' time | user \n------+------\n 1    | u1\n 2    | u2\n(2 rows)\n';
    expect([values(read(psql, ['user'])), read(psql, ['user']).rejects]).toEqual([
      [{ user: 'u1' }, { user: 'u2' }],
      [],
    ]);
  });

  it('takes no rule in a prompt for that of a table', () => {
    const text = 'time|user|prompt\n1|u1|"one\n--+--\ntwo | three"\n2|u2|"four\n----\nfive"\n';
    expect(values(read(text, ['user', 'prompt']))).toEqual([
      { user: 'u1', prompt: 'one\n--+--\ntwo | three' },
      { user: 'u2', prompt: 'four\n----\nfive' },
    ]);
  });

  it('takes a backslash for an escape where quotes are not doubled', () => {
    const text = 'time,prompt,n\n1,"[{\\"a\\": \\"b, c\\"}]",\\N\n2,"say \\"hi\\"",3\n';
    expect(values(read(text, ['prompt', 'n']))).toEqual([
      { prompt: '[{"a": "b, c"}]' },
      { prompt: 'say "hi"', n: '3' },
    ]);
    expect(detected(text).framing.quotedBy).toMatchObject({ escape: 0x5c });
    const doubled = 'time,prompt\n1,"{""a"":""x\\""y""}"\n2,"{""a"":1}"\n';
    expect(values(read(doubled, ['prompt']))[0]).toEqual({ prompt: '{"a":"x\\"y"}' });
  });
});

describe('another header further down', () => {
  const text = `${log}time,key,user,tokens\n2026-01-04,k,u4,40\n2026-01-05,k,u5,50\n${log}`;

  it('names the columns from there on, and is told', () => {
    const found = detected(text);
    expect(found.inOrder).toBe(true);
    expect(found.notes).toEqual([
      'another header in line 5: from there on the columns are time, key, user, tokens',
      'another header in line 8: from there on the columns are time, user, tokens',
    ]);
    const { requests, rejects } = decode(found, inBlocks(cut(text), 2), ['user', 'key', 'tokens']);
    expect(requests.map(({ values: { user, key, tokens } }) => [user, key, tokens]).slice(2, 6)).toEqual([
      ['u3', undefined, '30'],
      ['u4', 'k', '40'],
      ['u5', 'k', '50'],
      ['u1', undefined, '10'],
    ]);
    expect([requests.length, rejects]).toEqual([8, []]);
  });

  it('may have as many names in another order', () => {
    const other = `${log}tokens,user,time\n40,u4,2026-01-04\n`;
    expect(values(read(other, ['user', 'tokens'])).at(-1)).toEqual({ user: 'u4', tokens: '40' });
  });
});

describe('a quote that somebody put in', () => {
  const line = (n: number) =>
    `2026-01-01T00:00:${10 + (n % 50)},u${n},${n % 3 === 0 ? `"a, ""${n}""\nb"` : `agent ${n}`},${n}\n`;

  /** Users as they are read from a log that is cut and decoded. */
  function users(text: string): Set<unknown> {
    const found = detected(`time,user,agent,tokens\n${Array.from({ length: 9 }, (_, n) => line(n)).join('')}`);
    const splitter = new RecordSplitter({ maxRecordBytes: 1 << 20, quotedBy: found.framing.quotedBy });
    const seen = (block = splitter.end()) =>
      block === undefined ? [] : decode(found, block, ['user']).requests.map(({ values: row }) => row['user']);
    // A block is good until the next.
    return new Set([...seen(splitter.push(Buffer.from(text)) ?? splitter.end()), ...seen()]);
  }

  it('changes the reading of its own record and of the next at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 29 }), fc.nat(), (which, place) => {
        const lines = Array.from({ length: 30 }, (_, n) => line(n));
        const victim = lines[which] ?? '';
        const at = place % victim.length;
        lines[which] = `${victim.slice(0, at)}"${victim.slice(at)}`;
        const seen = users(lines.join(''));
        const lost = Array.from({ length: 30 }, (_, n) => n).filter(n => !seen.has(`u${n}`));
        for (const n of lost) expect([which, which + 1]).toContain(n);
      }),
      { numRuns: 300 },
    );
  });
});

describe('arbitrary bytes', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('"', '"a', 'a"b', '""', '\r', '\ufeff', '{"a":1}', '#'),
  );

  it('never throw, and every record has one outcome', () => {
    const found = detected(log);
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 5 })), fc.uint8Array(), fc.boolean(), (rows, noise, quotes) => {
        const text = rows.map(row => row.join(',')).join('\n');
        const view = cut(Buffer.concat([Buffer.from(text), Buffer.from(noise)]), { quotes });
        csv.detect(view);
        expect(outcomes(decode(found, inBlocks(view, 4), ['time', 'user.a', 'nowhere']))).toEqual([...view.lines]);
      }),
    );
  });
});
