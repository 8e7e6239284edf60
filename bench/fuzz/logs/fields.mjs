/** Which fields a log has, what they are called and which columns they are: a shape that all of its records share. */
import { sourceColumnNames, sourceColumns } from '../../../dist/requests/columns.js';
import { utf8 } from './bytes.mjs';
import { strangeValue, usualValue } from './values.mjs';
import { timeSpelling } from './times.mjs';

/** Names that nobody expects. Such fields are mapped by hand. */
const oddNames = [
  '__proto__',
  'constructor',
  'a.constructor',
  'x.__proto__.y',
  'a.b.c',
  'a..b',
  '.a',
  'a.',
  'zeit_é',
  '時.刻',
  'k"q',
  'k\\b',
  'k\tt',
  'request.headers.User-Agent',
  'headers.host.0',
  'choices.0.text',
  'a.b.c.d.e.f.g.h.i.j',
  'a.b.c.d.e.f.g.h.i.j.k.l',
  'account_id',
  'account_id.account_id',
  '\ud800.account_id',
  '\ufffd.account_id',
  'x'.repeat(300),
];

/**
 * @param {{ columns?: readonly string[], names?: (random, column: string) => string }} [limits]
 * @returns fields as `{ column, name, spelling }`, their names different, and the mapping of those that must be mapped by hand
 */
export function fieldsOf(random, { columns = sourceColumnNames, strange = 0.12 } = {}) {
  const share = random.pick([0.15, 0.4, 0.7, 1]);
  const taken = new Set();
  const fields = [];
  const map = {};
  const common = random.chance(0.5);
  for (const column of columns) {
    if (column !== 'time' && column !== 'account' && !random.chance(share)) continue;
    const isStrange = random.chance(strange);
    const name = isStrange ? random.pick(oddNames) : nameOf(random, column, common);
    if (taken.has(name)) continue;
    taken.add(name);
    if (isStrange || random.chance(0.1)) map[column] = name;
    fields.push({ column, name, spelling: timeSpelling(random) });
  }
  return { fields: random.chance(0.5) ? fields : random.shuffled(fields), map };
}

function nameOf(random, column, common) {
  const { synonyms } = sourceColumns[column];
  if (common) return synonyms[0];
  const name = random.pick(synonyms);
  return random.chance(0.1)
    ? `${random.pick(['metadata', 'req', 'request.headers', 'response.usage', 'a.b'])}.${name}`
    : name;
}

/** A name as bytes. */
export function nameBytes(name) {
  return utf8(name);
}

/** The value of a field in one record: usual, strange, or none. `strangeness` is the share of strange ones. */
export function valueOf(random, { column, spelling }, strangeness) {
  if (random.chance(0.05)) return undefined;
  return random.chance(strangeness) ? strangeValue(random, column) : usualValue(random, column, spelling);
}
