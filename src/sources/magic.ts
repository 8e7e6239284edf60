/** What the first bytes of an input say it is; the name of a file says nothing. */
export type Content =
  | { readonly kind: 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'parquet' }
  | { readonly kind: 'unsupported'; readonly what: string; readonly instead: string };

/** Bytes {@link recogniseContent} looks at. */
export const magicBytes = 16;

interface Signature {
  readonly what: string;
  readonly bytes: readonly number[] | string;
  /** Program that writes text to standard output; `%` stands for the file. */
  readonly unpack?: string;
  /** What to do where no program does. */
  readonly advice?: string;
}

const exported = 'export the log as JSON lines or CSV';

/** Everything that is known by its first bytes and not read. */
const signatures: readonly Signature[] = [
  { what: 'lz4 data', bytes: [0x04, 0x22, 0x4d, 0x18], unpack: 'lz4 -dc %' },
  { what: 'a zip archive', bytes: 'PK\x03\x04', unpack: 'unzip -p %' },
  { what: 'a 7z archive', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], unpack: '7z x -so %' },
  { what: 'compress data', bytes: [0x1f, 0x9d], unpack: 'gzip -dc %' },
  { what: 'an SQLite database', bytes: 'SQLite format 3', unpack: "sqlite3 -json % 'select * from TABLE'" },
  { what: 'an Avro file', bytes: 'Obj\x01', unpack: 'avro-tools tojson %' },
  { what: 'an ORC file', bytes: 'ORC', unpack: 'orc-contents %' },
  { what: 'an Arrow file', bytes: 'ARROW1', advice: 'write it as Parquet, JSON lines or CSV' },
  { what: 'a PDF document', bytes: '%PDF-', advice: exported },
];

/** `path` is only used to spell out the command that unpacks what is not read. */
export function recogniseContent(head: Uint8Array, path: string): Content {
  if (startsWith(head, [0x1f, 0x8b])) return { kind: 'gzip' };
  if (isZstd(head)) return { kind: 'zstd' };
  if (startsWith(head, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])) return { kind: 'xz' };
  if (isBzip2(head)) return { kind: 'bzip2' };
  if (startsWith(head, [0x50, 0x41, 0x52, 0x31])) return { kind: 'parquet' };
  const known = signatures.find(({ bytes }) =>
    startsWith(head, typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
  );
  if (known === undefined) return { kind: 'none' };
  const { what, unpack, advice = exported } = known;
  return {
    kind: 'unsupported',
    what,
    instead: unpack === undefined ? advice : `try ${command(unpack, path)} | revenuer scan -`,
  };
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
