// Cuts a Combined log into lines and takes each apart with one regular expression: FILE [PASSES]
import { eachLine } from './lines.mjs';

const combined = /^(\S+) \S+ (\S+) \[([^\]]+)\] "(\S+) (\S+) ([^"]+)" (\d{3}) (\d+|-) "([^"]*)" "([^"]*)"$/;
const [file, passes = '1'] = process.argv.slice(2);
let records = 0;
for (let pass = 0; pass < Number(passes); pass++) {
  await eachLine(file, line => {
    if (combined.exec(line)?.[2] !== undefined) records++;
  });
}
console.log(JSON.stringify({ records }));
