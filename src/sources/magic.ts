/** What the first bytes of an input say it is; the name of a file says nothing. */
export type Content =
  | { readonly kind: 'none' | 'gzip' | 'zstd' }
  | { readonly kind: 'unsupported'; readonly name: string; readonly unpack: string };

/** Bytes {@link recogniseContent} looks at. */
export const magicBytes = 10;

interface Signature {
  readonly name: string;
  readonly bytes: readonly number[];
  /** Program that unpacks to standard output; `%` stands for the file. */
  readonly unpack: string;
}

const signatures: readonly Signature[] = [
  { name: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], unpack: 'xz -dc %' },
  { name: 'lz4', bytes: [0x04, 0x22, 0x4d, 0x18], unpack: 'lz4 -dc %' },
  { name: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04], unpack: 'unzip -p %' },
  { name: '7z', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], unpack: '7z x -so %' },
  { name: 'compress', bytes: [0x1f, 0x9d], unpack: 'gzip -dc %' },
  { name: 'Parquet', bytes: [0x50, 0x41, 0x52, 0x31], unpack: 'parquet cat --json %' },
];

/** `path` is only used to spell out the command that unpacks an unsupported archive. */
export function recogniseContent(head: Uint8Array, path: string): Content {
  if (startsWith(head, [0x1f, 0x8b])) return { kind: 'gzip' };
  if (isZstd(head)) return { kind: 'zstd' };
  if (isBzip2(head)) return { kind: 'unsupported', name: 'bzip2', unpack: command('bzip2 -dc %', path) };
  const known = signatures.find(({ bytes }) => startsWith(head, bytes));
  if (known === undefined) return { kind: 'none' };
  return { kind: 'unsupported', name: known.name, unpack: command(known.unpack, path) };
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

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
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
