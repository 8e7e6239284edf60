// Parses a file with the ndjson package and counts the records: FILE
import { createReadStream } from 'node:fs';
import ndjson from 'ndjson';

let records = 0;
createReadStream(process.argv[2])
  .pipe(ndjson.parse())
  .on('data', record => {
    if (record !== null) records++;
  })
  .on('end', () => console.log(JSON.stringify({ records })));
