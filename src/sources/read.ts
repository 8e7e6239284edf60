import { openDecoded } from './decoded-input.js';
import { magicBytes, recogniseContent } from './magic.js';
import type { InputReader } from './reading.js';
import { defaultMaxRecordBytes } from './records.js';
import type { Source } from './source.js';
import { StoredBytes } from './stored-bytes.js';
import { TextReader } from './text-reader.js';

export {
  rejectSample,
  type InputReader,
  type InputReading,
  type RecordsFraming,
  type RejectedRecords,
} from './reading.js';

export interface ReaderOptions {
  readonly maxRecordBytes?: number;
}

/** Opens an input and recognises how it is packed. An input that cannot be opened has no records, and damage. */
export async function openReader(
  source: Source,
  { maxRecordBytes = defaultMaxRecordBytes }: ReaderOptions = {},
): Promise<InputReader> {
  const stored = new StoredBytes(source.open());
  await stored.fill(magicBytes);
  const { file } = source;
  if (file !== undefined && recogniseContent(stored.held, source.path).kind === 'parquet') {
    // What unpacks it is large, and most runs have none.
    const { ParquetReader } = await import('./parquet/reader.js');
    return new ParquetReader(file, stored, maxRecordBytes);
  }
  return new TextReader(source, await openDecoded(source, stored), maxRecordBytes);
}
