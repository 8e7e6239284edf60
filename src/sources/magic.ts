/** What the first bytes of an input say it is; the name of a file says nothing. */
export type Content =
  | { readonly kind: 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'parquet' }
  | { readonly kind: 'unsupported'; readonly what: string; readonly instead: string };

/** Bytes {@link recogniseContent} looks at. */
export const magicBytes = 64;

interface Signature {
  readonly what: string;
  readonly bytes: readonly number[] | string;
  /** Where they stand, when not at the beginning. */
  readonly at?: number;
  /** Program that writes text to standard output; `%` stands for the file. */
  readonly unpack?: string;
  /** Whether that program reads its standard input where no file is named. */
  readonly piped?: true;
  /** Program that makes a file that is read, and which. */
  readonly convert?: readonly [command: string, made: string];
  /** What to do where no program does. */
  readonly advice?: string;
}

const exported = 'export the log as JSON lines or CSV';
const sheet = 'save the sheet as CSV';
const capture = ['zeek -r %', 'http.log'] as const;

/** Rows of a dump of PostgreSQL, below the names of their columns. */
export const copiedRows = String.raw`awk '/^COPY .*TABLE/{gsub(/^COPY [^(]*\(|\) FROM stdin;$|"/,"");gsub(/, /,"\t");print;on=1;next} /^\\\.$/{on=0} on'`;

const parquet = 'log.parquet';

/** Python that writes with pyarrow what `read` gives of the file `a[1]`. */
function toParquet(module: string, read: string): string {
  const reader = module === 'pyarrow' ? 'import pyarrow as r' : `import ${module} as r`;
  return `python3 -c 'from sys import argv as a;${reader},pyarrow.parquet as p;p.write_table(${read},a[2])' % ${parquet}`;
}

/** Everything that is known by its first bytes and not read. */
const signatures: readonly Signature[] = [
  { what: 'lz4 data', bytes: [0x04, 0x22, 0x4d, 0x18], unpack: 'lz4 -dc %', piped: true },
  { what: 'lz4 data', bytes: [0x02, 0x21, 0x4c, 0x18], unpack: 'lz4 -dc %', piped: true },
  { what: 'lzip data', bytes: 'LZIP', unpack: 'lzip -dc %', piped: true },
  { what: 'lzop data', bytes: [0x89, 0x4c, 0x5a, 0x4f], unpack: 'lzop -dc %', piped: true },
  { what: 'compress data', bytes: [0x1f, 0x9d], unpack: 'gzip -dc %', piped: true },
  {
    what: 'snappy data',
    bytes: '\xff\x06\x00\x00sNaPpY',
    unpack: "python3 -c 'import sys,snappy;snappy.stream_decompress(sys.stdin.buffer,sys.stdout.buffer)' < %",
  },
  { what: 'an Excel workbook', bytes: '[Content_Types].xml', at: 30, unpack: 'xlsx2csv %', advice: sheet },
  { what: 'an Excel workbook', bytes: 'docProps/', at: 30, unpack: 'xlsx2csv %', advice: sheet },
  { what: 'an Excel workbook', bytes: '_rels/.rels', at: 30, unpack: 'xlsx2csv %', advice: sheet },
  { what: 'an Excel workbook', bytes: 'xl/', at: 30, unpack: 'xlsx2csv %', advice: sheet },
  { what: 'an Excel workbook', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], advice: sheet },
  { what: 'a zip archive', bytes: 'PK\x03\x04', unpack: 'unzip -p %' },
  { what: 'an empty zip archive', bytes: 'PK\x05\x06', advice: 'there is nothing in it' },
  { what: 'a 7z archive', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], unpack: '7z x -so %' },
  { what: 'a RAR archive', bytes: 'Rar!\x1a\x07', unpack: 'unrar p -inul %' },
  { what: 'an SQLite database', bytes: 'SQLite format 3', unpack: "sqlite3 -json % 'select * from TABLE'" },
  { what: 'a DuckDB database', bytes: 'DUCK', at: 8, unpack: "duckdb -json % 'select * from TABLE'" },
  { what: 'a dump of PostgreSQL', bytes: 'PGDMP', unpack: `pg_restore --data-only -t TABLE -f - % | ${copiedRows}` },
  {
    what: 'rows of PostgreSQL in binary',
    bytes: 'PGCOPY\n\xff',
    advice: 'write them with `csv header` instead of `binary`',
  },
  { what: 'an Avro file', bytes: 'Obj\x01', unpack: 'fastavro %' },
  { what: 'an ORC file', bytes: 'ORC', convert: [toParquet('pyarrow.orc', 'r.read_table(a[1])'), parquet] },
  { what: 'an Arrow file', bytes: 'ARROW1', convert: [toParquet('pyarrow.feather', 'r.read_table(a[1])'), parquet] },
  { what: 'a Feather file', bytes: 'FEA1', convert: [toParquet('pyarrow.feather', 'r.read_table(a[1])'), parquet] },
  {
    what: 'a stream of Arrow',
    bytes: '\xff\xff\xff\xff',
    convert: [toParquet('pyarrow', 'r.ipc.open_stream(a[1]).read_all()'), parquet],
  },
  { what: 'a systemd journal', bytes: 'LPKSHHRH', unpack: 'journalctl -o json --file %' },
  { what: 'encrypted data', bytes: '-----BEGIN PGP MESSAGE-----', unpack: 'gpg -d %', piped: true },
  { what: 'encrypted data', bytes: 'age-encryption.org/', unpack: 'age -d -i KEY %', piped: true },
  { what: 'a capture of packets', bytes: [0xd4, 0xc3, 0xb2, 0xa1], convert: capture },
  { what: 'a capture of packets', bytes: [0xa1, 0xb2, 0xc3, 0xd4], convert: capture },
  { what: 'a capture of packets', bytes: [0x4d, 0x3c, 0xb2, 0xa1], convert: capture },
  { what: 'a capture of packets', bytes: [0x0a, 0x0d, 0x0d, 0x0a], convert: capture },
  { what: 'a Windows event log', bytes: 'ElfFile\x00', unpack: 'evtx_dump -o jsonl %' },
  {
    what: 'a binary log of MySQL',
    bytes: '\xfebin',
    advice: 'it holds changes and no requests: query the table of the log',
  },
  { what: 'a PDF document', bytes: '%PDF-', advice: exported },
];

/** `path` is only used to spell out the command that unpacks what is not read. */
export function recogniseContent(head: Uint8Array, path: string): Content {
  if (startsWith(head, [0x1f, 0x8b])) return { kind: 'gzip' };
  if (isZstd(head)) return { kind: 'zstd' };
  if (startsWith(head, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])) return { kind: 'xz' };
  if (isBzip2(head)) return { kind: 'bzip2' };
  if (startsWith(head, [0x50, 0x41, 0x52, 0x31])) return { kind: 'parquet' };
  const known = signatures.find(({ bytes, at = 0 }) =>
    startsWith(head.subarray(at), typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
  );
  if (known === undefined && !isPacket(head)) return { kind: 'none' };
  const signature = known ?? encrypted;
  return { kind: 'unsupported', what: signature.what, instead: insteadOf(signature, path) };
}

function insteadOf({ unpack, piped, convert, advice = exported }: Signature, path: string): string {
  const saved = path === '-' && piped !== true ? 'save it to a file, then ' : '';
  const file = path === '-' && piped !== true ? 'FILE' : path;
  if (convert !== undefined) return `${saved}try ${command(convert[0], file)} && revenuer scan ${convert[1]}`;
  if (unpack === undefined) return advice;
  const other = advice === exported ? '' : `, or ${advice}`;
  return `${saved}try ${command(unpack, file)} | revenuer scan -${other}`;
}

/** What is wrong with an input that is known and not read. */
export function refusal({ what, instead }: Pick<Content & { kind: 'unsupported' }, 'what' | 'instead'>): string {
  return `this is ${what}, which is not read directly: ${instead}`;
}

/** A tar archive says so 257 bytes in, which leaves its first bytes free to look like anything. */
export function isTar(head: Uint8Array): boolean {
  return startsWith(head.subarray(257), [0x75, 0x73, 0x74, 0x61, 0x72]);
}

/** The path as a shell would need it; standard input is the program's standard input too. */
export function command(template: string, path: string): string {
  if (path === '-') return template.replace(' %', '');
  const quoted = /^[\w./+:@,=][\w./+:@,=-]*$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
  return template.replace('%', () => quoted);
}

function startsWith(head: Uint8Array, bytes: ArrayLike<number>): boolean {
  return Array.from(bytes).every((byte, index) => head[index] === byte);
}

const encrypted: Signature = { what: 'encrypted data', bytes: [], unpack: 'gpg -d %', piped: true };

/** OpenPGP: a session key for a public key (tag 1, version 3) or for a passphrase (tag 3, version 4), with its length before. */
function isPacket(head: Uint8Array): boolean {
  const [tag = 0, second = 0, third = 0, fourth = 0] = head;
  const isOld = (tag === 0x85 && second < 0x10 && fourth === 3) || (tag === 0x84 && third === 3);
  const isPassphrase = tag === 0x8c && second >= 4 && second < 64 && third === 4;
  const isNew = (tag === 0xc1 && (third === 3 || fourth === 3)) || (tag === 0xc3 && third === 4 && second < 64);
  return isOld || isPassphrase || isNew;
}

/** A frame, or a skippable frame in front of one (magic 0x184D2A50 to 0x184D2A5F, little endian). */
function isZstd(head: Uint8Array): boolean {
  if (startsWith(head, [0x28, 0xb5, 0x2f, 0xfd])) return true;
  return (head[0] ?? 0) >> 4 === 5 && startsWith(head.subarray(1), [0x2a, 0x4d, 0x18]);
}

/** `BZh`, a level, and the digits of pi (or of its square root, when empty): a text may well start with `BZh`. */
function isBzip2(head: Uint8Array): boolean {
  const block = head.subarray(4);
  return (
    startsWith(head, [0x42, 0x5a, 0x68]) && (startsWith(block, [0x31, 0x41, 0x59]) || startsWith(block, [0x17, 0x72]))
  );
}
