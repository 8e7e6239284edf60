// Cuts a file into lines and parses each with JSON.parse, the least that a Node program can do: FILE [PASSES]
import { eachLine } from './lines.mjs';

const [file, passes = '1'] = process.argv.slice(2);
let records = 0;
for (let pass = 0; pass < Number(passes); pass++) {
  await eachLine(file, line => {
    if (JSON.parse(line) !== null) records++;
  });
}
console.log(JSON.stringify({ records }));
