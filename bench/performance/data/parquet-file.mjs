/** A log as a Parquet file, a row group at a time: what a warehouse or a notebook exports. */
import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { fileWriter, ParquetWriter } from 'hyparquet-writer/src/node.js';
import { traffic } from './traffic.mjs';

/** Name, type and value of each column, under the names of the flat schema. */
const columns = [
  ['timestamp', 'TIMESTAMP', r => new Date(r.time)],
  ['request_id', 'STRING', r => `req_${r.number.toString(16).padStart(16, '0')}`],
  ['account_id', 'STRING', r => r.visit.who.name],
  ['client_ip', 'STRING', r => r.visit.place.ip],
  ['user_agent', 'STRING', r => r.visit.who.client.userAgent],
  ['path', 'STRING', r => r.path],
  ['status', 'INT32', r => Number(r.status)],
  ['model', 'STRING', r => r.visit.who.model],
  ['input_tokens', 'INT64', r => BigInt(r.inputTokens)],
  ['output_tokens', 'INT64', r => BigInt(r.outputTokens)],
  ['temperature', 'DOUBLE', r => r.visit.who.temperature],
  ['prompt', 'STRING', r => r.prompt],
];

const logicalTypes = {
  STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  TIMESTAMP: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
};

const compressors = { GZIP: bytes => new Uint8Array(gzipSync(Buffer.from(bytes), { level: 1 })) };

/**
 * @param {string} file
 * @param {{ rowsPerGroup: number, codec: 'SNAPPY' | 'GZIP' | 'UNCOMPRESSED', seed: number, days: number,
 *   requests: number, accounts: number }} options
 */
export function writeParquet(file, { rowsPerGroup, codec, ...options }) {
  const elements = columns.map(([name, type]) => ({
    name,
    repetition_type: 'OPTIONAL',
    ...(logicalTypes[type] ?? { type }),
  }));
  const schema = [{ name: 'root', num_children: columns.length }, ...elements];
  const writer = new ParquetWriter({ writer: fileWriter(file), schema, codec, compressors });
  let group = columns.map(() => []);
  const write = () => {
    const columnData = columns.map(([name], at) => ({ name, data: group[at] }));
    writer.write({ columnData, rowGroupSize: rowsPerGroup });
    group = columns.map(() => []);
  };
  for (const request of traffic(options)) {
    for (const [at, [, , valueOf]] of columns.entries()) group[at].push(valueOf(request));
    if (group[0].length === rowsPerGroup) write();
  }
  if (group[0].length > 0) write();
  writer.finish();
}
