import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv, html, markdown, markdownCell, markdownCode, printable } from '../../src/reports/escape.js';
import { forbidden, nasty } from './examples.js';

const anything = fc.string({ unit: 'binary', maxLength: 200 });
describe('printable', () => {
  it.each([
    ['\u001b[31m', '\\x1b[31m'],
    ['a\nb\tc\rd', 'a\\nb\\tc\\rd'],
    ['\u009b2J\u007f', '\\x9b2J\\x7f'],
    ['\u202egpj.exe', '\\u{202e}gpj.exe'],
    ['a\u200bb\ufeff', 'a\\u{200b}b\\u{feff}'],
    ['\u{e0041}', '\\u{e0041}'],
    ['a\ufe0f', 'a\\u{fe0f}'],
    ['\ud83d', '\\u{d83d}'],
    ['line\u2028end', 'line\\u{2028}end'],
    ['naïve 漢字 🙂 Ω', 'naïve 漢字 🙂 Ω'],
    ['C:\\logs', 'C:\\logs'],
  ])('makes %j visible', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('keeps three marks on a letter and no more', () => {
    expect(printable('Z\u0301\u0302\u0303\u0304')).toBe('Z\u0301\u0302\u0303\\u{304}'.replace('304', '0304'));
  });

  it('leaves nothing that a terminal obeys or a reader cannot see, and changes nothing twice', () => {
    fc.assert(
      fc.property(anything, text => {
        expect(printable(text)).not.toMatch(forbidden);
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });

  it('writes JSON that reads as it was and prints harmlessly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const written = printable(JSON.stringify({ text }, null, 2), 'json');
        expect(JSON.parse(written)).toEqual({ text });
        expect(written.replaceAll('\n', '')).not.toMatch(forbidden);
      }),
    );
  });
});

describe('html', () => {
  it('leaves no sign that ends a text or an attribute', () => {
    fc.assert(
      fc.property(anything, text => {
        expect(html(text)).not.toMatch(/[<>"'`]|&(?!#\d+;)/);
      }),
    );
    expect(html('<a href="x">&')).toBe('&#60;a href=&#34;x&#34;&#62;&#38;');
  });
});

describe('markdown', () => {
  it.each([
    ['**x** _y_', '\\*\\*x\\*\\* \\_y\\_'],
    ['[a](b)', '\\[a\\](b)'],
    ['<b>', '\\<b\\>'],
    ['a|b', 'a\\|b'],
    ['https://evil.example', 'https\\://evil.example'],
    ['see www.evil.example', 'see www\\.evil.example'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['1.5 tokens', '1.5 tokens'],
    ['# head', '\\# head'],
    ['@someone', '\\@someone'],
    ['\\|', '\\\\\\|'],
  ])('escapes %j', (text, shown) => {
    expect(markdown(text)).toBe(shown);
  });

  it('fences code with more backticks than the text has in a row', () => {
    expect(markdownCode('a`b``c')).toBe('```a`b``c```');
    expect(markdownCode('`')).toBe('`` ` ``');
    expect(markdownCode('plain')).toBe('`plain`');
  });

  it('keeps a pipe from ending a table cell, with or without a backslash before it', () => {
    expect(markdownCell('a|b')).toBe('<code>a&#124;b</code>');
    fc.assert(
      fc.property(anything, anything, (before, after) => {
        expect(markdownCell(`${before}|${after}`)).not.toMatch(/[|\n\\[`*_]/);
      }),
    );
  });
});

describe('csv', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\\t=1"],
    ['\rx', "'\\rx"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['plain', 'plain'],
  ])('writes %j as %s', (text, field) => {
    expect(csv(text)).toBe(field);
  });

  it('is one field that no spreadsheet calculates', () => {
    fc.assert(
      fc.property(anything, text => {
        const [row]: string[][] = parse(`${csv(text)},end\r\n`);
        expect(row).toHaveLength(2);
        expect(row?.[0]).not.toMatch(/^\s*[=+\-@]/);
      }),
    );
  });
});

it('has examples that are worth the name', () => {
  expect(nasty).toMatch(forbidden);
});
