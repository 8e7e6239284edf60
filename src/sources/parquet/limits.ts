/** What a Parquet file may ask for: pages are small (a mebibyte as most write them), whatever its footer says. */

/** Bytes of one page, packed or unpacked. DuckDB writes the largest, of 100 MB. */
export const maxPageBytes = 256 * 1024 * 1024;
/** Values of one page: a few bytes can stand for as many as their writer likes. */
export const maxPageValues = 2 ** 24;
export const maxDictionaryValues = 2 ** 22;
/** Bytes of the header of a page, which holds the least and the largest value. */
export const maxHeaderBytes = 1024 * 1024;

/** How a file is written anew so that it can be read. */
const remedy =
  "write it anew with smaller pages, as DuckDB does: COPY (FROM 'old.parquet') TO 'new.parquet' (ROW_GROUP_SIZE 20000)";

/** Throws where a file asks for more than it may. */
export function checkLimit(what: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 0) throw new Error(`${what} is ${value}`);
  if (value > most) throw new Error(`${what} is ${value}, and no more than ${most} are read at once: ${remedy}`);
}
