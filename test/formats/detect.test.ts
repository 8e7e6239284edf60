import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, UsageError } from '../../src/errors.js';
import { detectAgain, detectFormat, formatNamed } from '../../src/formats/detect.js';
import { cut, decode } from './records.js';

const samples = {
  ndjson: '{"time":1,"user":"a"}\n{"time":2,"user":"b"}',
  csv: 'time,user\n1,a\n2,b',
  combined: '192.0.2.1 - - [20/Nov/2026:08:15:30 +0000] "GET /a,b HTTP/1.1" 200 1 "-" "X (KHTML, like Gecko)"',
};

function failure(act: () => unknown): { name: string; message: string; hint: string | undefined } {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError || error instanceof UsageError) {
      return { name: error.name, message: error.message, hint: error.hint };
    }
    throw error;
  }
  throw new Error('did not fail');
}

describe('recognition', () => {
  it.each(Object.entries(samples))('%s', (name, text) => {
    const found = detectFormat(cut(text));
    expect([found.format, found.confidence > 0.8]).toEqual([name, true]);
  });

  it('bears a cut first line, blank lines and other lines in between', () => {
    for (const [name, text] of Object.entries(samples)) {
      const lines = Array.from({ length: 20 }, () => text.split('\n').slice(-1)).flat();
      const head = text.includes('\n') ? `${text.split('\n')[0] ?? ''}\n` : '';
      const mixed = `${head}t":1}\n\n${lines.join('\n')}\nsome other line\n`;
      expect(detectFormat(cut(mixed)).format).toBe(name);
    }
  });

  it('takes JSON that is one value among others for no record', () => {
    const line = (n: number) => `method=POST path=/v1 status=200 user=u${n} params={"prompt":"a b ${n}"}`;
    expect(detectFormat(cut([1, 2, 3].map(line).join('\n'))).format).toBe('logfmt');
    const behind = (n: number) => `INFO request done data={"time":${n},"user":"u${n}"}`;
    expect(detectFormat(cut([1, 2, 3].map(behind).join('\n'))).format).toBe('ndjson');
  });

  it('prefers JSON lines though they are full of commas', () => {
    expect(detectFormat(cut('{"a":1,"b":2,"c":3}\n'.repeat(50))).format).toBe('ndjson');
  });

  it('takes the format wanted, if the input has it', () => {
    expect(detectFormat(cut(samples.csv), 'csv').format).toBe('csv');
    expect(failure(() => detectFormat(cut(samples.csv), 'combined'))).toEqual({
      name: 'InputError',
      message: "what begins with 'time,user' is not combined",
      hint: 'Leave the log format out to have it recognised.',
    });
  });
});

describe('in another thread', () => {
  const texts = {
    ...samples,
    'csv after a title': 'nightly export\n\nuser;time;note\na;1;"x;\ny"\nb;2;z',
    'csv without a header': 'a\t1\tx\nb\t2\ty\nc\t3\tz',
  };

  it.each(Object.entries(texts))('%s is read as it was recognised', (_, text) => {
    const sample = cut(text, { quotes: true });
    const found = detectFormat(sample);
    const { format, learned } = structuredClone({ format: found.format, learned: found.learned });
    const again = detectAgain(sample, { format, learned });
    const fields = found.fields.map(({ field }) => field);
    expect(fields.length).toBeGreaterThan(0);
    expect(decode(again, sample, fields)).toEqual(decode(found, sample, fields));
    expect({ ...again, fields: 0, decoder: 0 }).toEqual({ ...found, fields: 0, decoder: 0 });
  });
});

describe('advice', () => {
  it.each([
    ['', 'there are no records in it', /not empty/],
    ['PAR1\x15\x04', 'this is parquet data inside the input, not a text log', /Unpack/],
    ['PK\x03\x04', 'this is a zip archive, not a text log', /unzip -p/],
    ['\0\x01\x02\x03abc', 'this is binary data, not a text log', /text logs/],
    ['{\n  "a": 1\n}\n', "what begins with '{' fits no known log format", /jq -c/],
    ['<html>', 'this is markup, not a log', /JSON lines or CSV/],
    [
      'Dear all,\nplease find\n',
      "what begins with 'Dear all,' fits no known log format",
      /revenuer formats --propose FILE/,
    ],
  ])('%j', (text, message, hint) => {
    const failed = failure(() => detectFormat(cut(text)));
    expect(failed).toMatchObject({ name: 'InputError', message });
    expect(failed.hint).toMatch(hint);
  });

  it('names UTF-16', () => {
    expect(failure(() => detectFormat(cut(Buffer.from('\ufeffa,b\n1,2', 'utf16le')))).hint).toContain('iconv');
  });

  it('keeps control characters of the input out of the message', () => {
    expect(failure(() => detectFormat(cut(`\x1b[31mred\u202e${'x'.repeat(100)}`))).message).not.toMatch(/\p{C}|x{61}/u);
  });

  it.each([
    ['ndjsn', 'ndjson'],
    ['json', 'ndjson'],
    ['CSV', 'csv'],
    ['tsv', 'csv'],
    ['nginx', 'combined'],
  ])('%s: did you mean %s?', (name, meant) => {
    expect(failure(() => formatNamed(name))).toMatchObject({ name: 'UsageError' });
    expect(failure(() => formatNamed(name)).hint).toContain(`Did you mean '${meant}'?`);
  });

  it('lists the formats when the name resembles none', () => {
    expect(failure(() => formatNamed('constructor')).hint).toMatch(/^Known formats: ndjson, csv, combined/);
  });
});

it('finds a format or says why not, for any bytes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 })), input => {
      try {
        detectFormat(cut(input));
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
  );
});

it('takes a table for one, although its last cells hold JSON', () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i}\t179516253${i % 10}\tu_${i}\t{"ratio":${i}}`);
  const table = ['id\tcreated_at\tusername\tother', ...rows, ''].join('\n');
  expect(detectFormat(cut(table)).format).toBe('csv');
});
