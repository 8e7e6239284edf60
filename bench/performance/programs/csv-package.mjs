// Parses a file with csv-parse into arrays of cells and counts the records below the head: FILE [PASSES]
import { createReadStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { parse } from 'csv-parse';

const [file, passes = '1'] = process.argv.slice(2);
let records = 0;
for (let pass = 0; pass < Number(passes); pass++) {
  records--;
  const rows = createReadStream(file).pipe(parse());
  rows.on('data', () => {
    records++;
  });
  await finished(rows);
}
console.log(JSON.stringify({ records }));
