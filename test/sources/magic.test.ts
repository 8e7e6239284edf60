import { describe, expect, it } from 'vitest';
import { recogniseContent, refusal } from '../../src/sources/magic.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const zipped = (name: string) => latin1(`PK\x03\x04${'\0'.repeat(26)}${name}`);

function said(head: Buffer, path = 'a.bin'): string {
  const content = recogniseContent(head, path);
  return content.kind === 'unsupported' ? refusal(content) : content.kind;
}

describe('what is not read', () => {
  it.each([
    ['lz4 data', latin1('\x04\x22\x4d\x18'), 'try lz4 -dc a.bin | revenuer scan -'],
    ['lz4 data', latin1('\x02\x21\x4c\x18'), 'try lz4 -dc a.bin | revenuer scan -'],
    ['lzip data', latin1('LZIP\x01'), 'try lzip -dc a.bin | revenuer scan -'],
    ['lzop data', latin1('\x89LZO\0'), 'try lzop -dc a.bin | revenuer scan -'],
    ['compress data', latin1('\x1f\x9d\x90'), 'try gzip -dc a.bin | revenuer scan -'],
    ['snappy data', latin1('\xff\x06\0\0sNaPpY'), "(sys.stdin.buffer,sys.stdout.buffer)' < a.bin | revenuer scan -"],
    ['a zip archive', zipped('log.ndjson'), 'try unzip -p a.bin | revenuer scan -'],
    [
      'an Excel workbook',
      zipped('[Content_Types].xml'),
      'try xlsx2csv a.bin | revenuer scan -, or save the sheet as CSV',
    ],
    ['an Excel workbook', zipped('xl/workbook.xml'), 'try xlsx2csv a.bin | revenuer scan -, or save the sheet as CSV'],
    ['an Excel workbook', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'save the sheet as CSV'],
    ['a 7z archive', latin1("7z\xbc\xaf'\x1c"), 'try 7z x -so a.bin | revenuer scan -'],
    ['a RAR archive', latin1('Rar!\x1a\x07\x01\0'), 'try unrar p -inul a.bin | revenuer scan -'],
    [
      'an SQLite database',
      latin1('SQLite format 3\0'),
      "try sqlite3 -json a.bin 'select * from TABLE' | revenuer scan -",
    ],
    ['a DuckDB database', latin1(`${'\x01'.repeat(8)}DUCK`), "try duckdb -json a.bin 'select * from TABLE' | revenuer"],
    ['a dump of PostgreSQL', latin1('PGDMP\x01'), 'try pg_restore --data-only -t TABLE -f - a.bin | awk'],
    ['rows of PostgreSQL in binary', latin1('PGCOPY\n\xff\r\n\0'), 'write them with `csv header` instead of `binary`'],
    ['an Avro file', latin1('Obj\x01'), 'try fastavro a.bin | revenuer scan -'],
    ['an ORC file', latin1('ORC'), ' a.bin log.parquet && revenuer scan log.parquet'],
    ['an Arrow file', latin1('ARROW1\0\0'), ' a.bin log.parquet && revenuer scan log.parquet'],
    ['a Feather file', latin1('FEA1'), ' a.bin log.parquet && revenuer scan log.parquet'],
    ['a stream of Arrow', latin1('\xff\xff\xff\xff\x10\x01\0\0'), ' a.bin log.parquet && revenuer scan log.parquet'],
    ['a systemd journal', latin1('LPKSHHRH'), 'try journalctl -o json --file a.bin | revenuer scan -'],
    ['encrypted data', latin1('-----BEGIN PGP MESSAGE-----'), 'try gpg -d a.bin | revenuer scan -'],
    ['encrypted data', latin1('\x85\x02\x0c\x03'), 'try gpg -d a.bin | revenuer scan -'],
    ['encrypted data', latin1('\x8c\x0d\x04\x09'), 'try gpg -d a.bin | revenuer scan -'],
    ['encrypted data', latin1('age-encryption.org/v1'), 'try age -d -i KEY a.bin | revenuer scan -'],
    ['a capture of packets', latin1('\xd4\xc3\xb2\xa1'), 'try zeek -r a.bin && revenuer scan http.log'],
    ['a capture of packets', latin1('\x0a\x0d\x0d\x0a'), 'try zeek -r a.bin && revenuer scan http.log'],
    ['a Windows event log', latin1('ElfFile\0'), 'try evtx_dump -o jsonl a.bin | revenuer scan -'],
    ['a binary log of MySQL', latin1('\xfebin'), 'query the table of the log'],
    ['a PDF document', latin1('%PDF-1.7'), 'export the log as JSON lines or CSV'],
  ])('%s is called so, with what helps: %#', (what, head, helps) => {
    expect(said(head)).toContain(`this is ${what}, which is not read directly: `);
    expect(said(head)).toContain(helps);
  });

  it('names a file for programs that read no pipe, and none for those that do', () => {
    expect(said(zipped('log.ndjson'), '-')).toContain('save it to a file, then try unzip -p FILE | revenuer scan -');
    expect(said(latin1('\x04\x22\x4d\x18'), '-')).toContain(': try lz4 -dc | revenuer scan -');
  });

  it('quotes a name for the shell', () => {
    expect(said(zipped('x'), "it's a log")).toContain(String.raw`unzip -p 'it'\''s a log' | revenuer`);
  });

  it.each(['{"a":1}', 'PK is a word', 'ORDER,time', 'Rar!', '\u0085 text', 'é,b,c', '\x84\x01\x02\x04'])(
    'text is none of these: %j',
    text => {
      expect(said(Buffer.from(text))).toBe('none');
    },
  );
});
