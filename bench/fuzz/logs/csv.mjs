/** Delimited logs: all delimiters, quotes where they belong and where not, headers of all kinds, rows of other widths. */
import { byteOrderMark, utf8 } from './bytes.mjs';
import { fieldsOf, nameBytes, valueOf } from './fields.mjs';
import { large, lineEnd, linesOf, temper } from './lines.mjs';
import { chatOf } from './prompts.mjs';
import { broken } from './texts.mjs';

export function csvLog(random) {
  const delimiter = random.pick([',', ',', ',', '\t', '\t', ';', '|']);
  const { fields, map } = columnsOf(random);
  const shape = {
    delimiter,
    fields,
    quotes: random.pick(quotings),
    temper: temper(random),
    end: lineEnd(random),
  };
  const calm = { ...shape, temper: { strange: 0.02, broken: 0, structure: 0 } };
  const header = random.chance(0.88) ? headerOf(random, shape) : undefined;
  const before = header === undefined || random.chance(0.85) ? '' : random.pick(preambles) + shape.end();
  const rows = linesOf(6, () => rowOf(random, calm) + shape.end());
  const mark = random.chance(0.05) ? byteOrderMark : '';
  return {
    head: mark + before + (header === undefined ? '' : header.text + shape.end()) + rows,
    map,
    body: (draw, count) => bodyOf(draw, { ...shape, header, map }, count),
  };
}

const quotings = ['needed', 'needed', 'needed', 'all', 'texts', 'none'];
const preambles = ['# exported 2026-03-02', 'sep=;', 'sep=,', 'Report', '# a,b', ''];

/** Often few columns: a comment is told from a row by its width. */
function columnsOf(random) {
  const few = random.chance(0.15);
  const columns = few ? ['time', random.pick(['account', 'prompt', 'status', 'ip'])] : undefined;
  const { fields, map } = fieldsOf(random, columns === undefined ? {} : { columns });
  if (few) return { fields, map };
  for (let extra = random.below(4); extra > 0; extra--) {
    const name = random.pick(['note', 'x', '', 'extra', '#id', 'sep=', 'note', 'é']);
    fields.splice(random.below(fields.length + 1), 0, { column: 'endUser', name });
  }
  if (random.chance(0.2)) addJsonColumn(random, fields, map);
  return { fields, map };
}

/** A column whose cells hold JSON, with fields that are read from it. */
function addJsonColumn(random, fields, map) {
  const inside = fieldsOf(random, {
    columns: ['account', 'status', 'prompt', 'ip', 'temperature', 'latency', 'stream', 'endTime', 'session'],
  });
  fields.push({ column: undefined, name: 'blob', inside: inside.fields });
  for (const { column, name } of inside.fields) if (random.chance(0.6)) map[column] = `blob.${name}`;
  if (random.chance(0.3)) map.logitBias = 'blob';
}

function headerOf(random, { fields, delimiter, quotes }) {
  const names = fields.map(({ name }) => nameBytes(name));
  if (random.chance(0.08)) names[0] = random.pick(['', ' ', '#', '#Fields', 's', 'sep', '#a b', names[0] + names[0]]);
  if (random.chance(0.05)) names[0] = ` ${names[0]}`;
  const cells = names.map(name => cellOf(random, name, { quotes: random.chance(0.8) ? quotes : 'all', delimiter }));
  return { names, text: cells.join(delimiter) };
}

function bodyOf(random, shape, count) {
  const big = large(random);
  return linesOf(count, at => {
    const line = random.chance(shape.temper.structure)
      ? oddLine(random, shape)
      : rowOf(random, shape, at === 0 ? big : 0);
    return line + shape.end(random);
  });
}

function oddLine(random, shape) {
  const { delimiter, header, fields } = shape;
  const row = rowOf(random, shape);
  switch (random.below(18)) {
    case 0:
      return header === undefined ? row : header.text;
    case 1:
    case 2:
      return header === undefined
        ? row
        : header.names
            .map(name => cellOf(random, name, { quotes: random.pick(['all', 'needed', 'random']), delimiter }))
            .join(delimiter);
    case 3:
      return `${header?.text ?? ''}${random.pick(['', delimiter, 'x', '"', ' '])}${row}`;
    case 4:
      return random.pick(comments) + delimiter.repeat(random.pick([0, 0, 1, fields.length - 1]));
    case 5:
    case 6: {
      const first = random.pick(comments);
      const rest = row.slice(row.indexOf(delimiter));
      return `${random.chance(0.6) ? `"${first}"` : first}${row.includes(delimiter) ? rest : ''}`;
    }
    case 7:
      return random.pick(['', ' ', '\t', '\r', ' \r', '""', '"', '""""', delimiter, byteOrderMark, '\x00', '\x0b']);
    case 8:
      return row + delimiter.repeat(random.between(1, 3));
    case 9:
      return row.slice(0, row.lastIndexOf(delimiter));
    case 10:
      return byteOrderMark + row;
    case 11:
      return row.slice(0, random.below(row.length + 1));
    case 12: {
      const at = random.below(row.length + 1);
      return (
        row.slice(0, at) +
        random.pick(['"', '""', '"\n', '\n"', '\r', '\\"', "'", `"${delimiter}`, `${delimiter}"`, '"\x00', '"\r']) +
        row.slice(at)
      );
    }
    case 13:
      return random.pick([' ', '\t', '\r', '#', '"', 's', 'S']) + row;
    case 14:
      return row + random.pick([' ', '\t', '\r', '\r\r', '"', ' "x"']);
    case 15:
      return row.replaceAll(delimiter, random.pick([`${delimiter} `, ` ${delimiter}`, delimiter + delimiter]));
    default:
      return row;
  }
}

const comments = [
  '#',
  '# exported',
  '#1 2',
  '#id',
  '#_x',
  '#é',
  '#x y',
  'sep=',
  'sep=;',
  'SEP=,',
  'sep=ab',
  'sep',
  '# "x"',
  '#,',
].map(utf8);

function rowOf(random, shape, big = 0) {
  const { fields, temper: mood, delimiter, quotes } = shape;
  const bigAt = big > 0 ? random.below(fields.length) : -1;
  const cells = fields.map((field, at) => {
    const value =
      at === bigAt
        ? random.pick(['word ', 'x', '"', 'a\n', utf8('火')]).repeat(big >> 2)
        : cellValue(random, field, mood);
    const bytes = random.chance(mood.broken) ? broken(random, value) : value;
    return cellOf(random, bytes, { quotes: random.chance(0.02 + 0.2 * mood.structure) ? 'random' : quotes, delimiter });
  });
  return cells.join(delimiter);
}

function cellValue(random, field, mood) {
  if (field.inside !== undefined) return jsonCell(random, field.inside, mood);
  if (field.spelling === undefined) return random.pick(['', '', 'x', '-', '7', '#', '#x y', 'sep=']);
  const value = field.column === 'prompt' && random.chance(0.1) ? chatOf(random) : valueOf(random, field, mood.strange);
  if (value === undefined) return random.pick(['', '', '', '-', 'null', '\\N']);
  return typeof value === 'string' ? value : value.raw;
}

function jsonCell(random, fields, mood) {
  if (random.chance(0.1))
    return random.pick(['', '{', '[]', 'null', 'x', '{}', ' {}', '[{"name":"user_id","value":"u"}]']);
  const parts = fields.map(field => {
    const value = valueOf(random, field, mood.strange);
    const name = utf8(JSON.stringify(field.name));
    if (value === undefined) return `${name}:null`;
    return `${name}:${typeof value === 'string' ? JSON.stringify(value) : value.raw}`;
  });
  return `{${parts.join(',')}}`;
}

/** A cell with quotes as the log's writer sets them; `random` sets them anyhow. */
function cellOf(random, bytes, { quotes, delimiter }) {
  const needed = bytes.includes(delimiter) || /["\r\n]/u.test(bytes);
  switch (quotes) {
    case 'all':
      return quoted(bytes);
    case 'texts':
      return /^[\d.]*$/u.test(bytes) ? bytes : quoted(bytes);
    case 'none':
      return bytes.replace(/[\r\n]/gu, ' ').replaceAll(delimiter, ' ');
    case 'random':
      return random.pick([
        bytes,
        quoted(bytes),
        `"${bytes}"`,
        `${bytes}""`,
        ` ${quoted(bytes)}`,
        `${quoted(bytes)} `,
        `${quoted(bytes)}x`,
        `x${quoted(bytes)}`,
        `""${bytes}`,
      ]);
    default:
      return needed ? quoted(bytes) : bytes;
  }
}

function quoted(bytes) {
  return `"${bytes.replaceAll('"', '""')}"`;
}
