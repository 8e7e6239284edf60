/** JSON lines: nested or dotted, in any order, with keys twice, escapes, look-alikes, and what stands around a record. */
import { broken } from './texts.mjs';
import { byteOrderMark, textOf, utf8 } from './bytes.mjs';
import { fieldsOf, valueOf } from './fields.mjs';
import { chatOf } from './prompts.mjs';
import { large, linesOf, lineEnd, temper } from './lines.mjs';

/** A kind of JSON log: `head` is what it is recognised by, `body` gives other logs of the kind. */
export function jsonLog(random) {
  const { fields, map } = fieldsOf(random);
  return jsonLogOf(random, fields, map);
}

/** JSON lines with conversations: few other fields, long prompts. */
export function chatLog(random) {
  const { fields, map } = fieldsOf(random, {
    columns: ['time', 'account', 'model', 'prompt', 'system', 'session'],
    strange: 0,
  });
  const chats = fields.filter(({ column }) => column !== 'prompt');
  const name = random.pick([
    'messages',
    'request_body',
    'prompt',
    'request',
    'body',
    'input',
    'gen_ai.input.messages',
    'payload',
  ]);
  return jsonLogOf(random, [...chats, { column: 'prompt', name, value: chatOf }], { ...map, prompt: name });
}

function jsonLogOf(random, fields, map) {
  const shape = {
    places: fields.map(field => ({ field, path: pathOf(random, field.name) })),
    blank: random.pick(['', '', '', ' ', ' ', '\t', ' \r']),
    style: random.pick(['plain', 'plain', 'ascii', 'random']),
    lookAlikes: random.pick([0, 0.1, 0.5]),
    temper: temper(random),
    end: lineEnd(random),
  };
  const calm = { ...shape, temper: { strange: 0.02, broken: 0, structure: 0 } };
  return {
    head: linesOf(4, () => recordOf(random, calm) + shape.end()),
    map,
    body: (draw, count) => bodyOf(draw, shape, count),
  };
}

function bodyOf(random, shape, count) {
  const big = large(random);
  return linesOf(count, at => {
    const line = lineOf(random, shape, at === 0 ? big : 0);
    return line + shape.end(random);
  });
}

function lineOf(random, shape, big) {
  if (!random.chance(shape.temper.structure)) return recordOf(random, shape, big);
  const record = recordOf(random, shape);
  switch (random.below(16)) {
    case 0:
      return random.pick([
        '',
        ' ',
        '\t',
        '\r',
        '[',
        ']',
        '],',
        ',',
        '{}',
        '{ }',
        '[]',
        'null',
        '"x"',
        '17',
        'true',
        '{',
        '}',
        '{"',
      ]);
    case 1:
      return `${random.pick(['[', ' [ ', ''])}${record}${random.pick([',', ']', ' ,', '],', ', '])}`;
    case 2:
      return `[${record},${recordOf(random, shape)}]`;
    case 3:
      return `${random.pick(['2026-03-02T00:00:05Z stdout F ', '2026-03-02T00:00:05.1Z app: ', 'x', '[1] ', '# '])}${record}`;
    case 4:
      return byteOrderMark + record;
    case 5:
      return record.slice(0, random.below(record.length));
    case 6:
      return record + random.pick(['}', ',', 'x', ']', ' x', '{}', record, '\x00', '\xff', '\x0b', '\f', '\xc2\xa0']);
    case 7:
      return record.replace(
        /[:,]/u,
        character => character + random.pick([',', ':', '\x0b', '\xa0', '//', '\x00', '\ufeff'.slice(1)]),
      );
    case 8:
      return random.pick([' ', '\t', '\r', ' \r\t ']) + record + random.pick([' ', '\t', '\r', '\r\r', ' \r\t ']);
    case 9:
      return record.replace(/,/u, `,${'{"x":'.repeat(random.between(0, 3))}`);
    case 10:
      return record.replace(/"[^"]*"/u, random.pick(["'x'", 'x', '"x', 'x"', '"\n"', '"\t"', '"\x1f"']));
    default:
      return record;
  }
}

/** The keys under which a dotted name is nested: as it is, or taken apart somewhere. */
function pathOf(random, name) {
  const parts = name.split('.');
  const path = [parts[0]];
  for (const part of parts.slice(1)) {
    if (random.chance(0.6)) path.push(part);
    else path[path.length - 1] += `.${part}`;
  }
  return path;
}

function recordOf(random, shape, big = 0) {
  const { temper: mood, places, lookAlikes } = shape;
  const root = [];
  for (const { field, path } of places) {
    const value = field.value === undefined ? valueOf(random, field, mood.strange) : field.value(random);
    if (value === undefined) continue;
    const moved = random.chance(0.3 * mood.structure) ? pathOf(random, field.name) : path;
    place(root, moved, jsonText(random, value, mood, shape.style));
    if (random.chance(0.12 * mood.structure)) addTwice(random, { root, path: moved, field, shape });
  }
  if (random.chance(lookAlikes)) addLookAlike(random, root, shape);
  if (big > 0)
    place(
      root,
      [random.pick(['prompt', 'extra', 'messages', 'user_agent', 'x'])],
      jsonText(random, bigText(random, big), mood, 'plain'),
    );
  const ordered = random.chance(0.5 * mood.structure) ? random.shuffled(root) : root;
  return written(random, ordered, shape);
}

function bigText(random, size) {
  const piece = random.pick(['word ', 'x', utf8('火'), utf8('🙂 '), '\\ "', 'think step by step 12 ', '\n']);
  return piece.repeat(Math.ceil(size / piece.length));
}

/** The same field again: under the same key, nested otherwise, as a list, or as JSON in a text. */
function addTwice(random, { root, path, field, shape }) {
  const value = valueOf(random, field, 0.3);
  const text = value === undefined ? 'null' : jsonText(random, value, shape.temper, shape.style);
  const other = random.chance(0.5) ? path : pathOf(random, field.name);
  const way = random.below(10);
  if (way < 3)
    root.push([
      path[0],
      random.pick(['null', '{}', '[]', '""', '7', `[${text}]`, quotedJson(`{"x":${text}}`), `"{"`, '"x"']),
    ]);
  else if (way < 5) {
    const inner = [];
    place(inner, other.slice(1).length > 0 ? other.slice(1) : ['x'], text);
    root.push([other[0], random.chance(0.5) ? `[${plainly(inner)}]` : quotedJson(plainly(inner))]);
  } else {
    const again = [];
    place(again, other, text);
    root.push(...again);
  }
}

/** Keys and texts that look like a wanted field and are none. */
function addLookAlike(random, root, { places }) {
  const { field } = random.pick(places);
  const key = utf8(JSON.stringify(field.name));
  const last = utf8(JSON.stringify(field.name.slice(field.name.lastIndexOf('.') + 1)));
  const evil = random.pick(['"evil"', '1', 'null', '12345678901234567890', '9007199254740993', '{"x":1}']);
  const all = [
    [random.pick(['x', 'meta', 'a', 'request', '']), `{${key}:${evil}}`],
    ['x', `{"y":[{${last}:${evil}},{${key}: ${evil}}]}`],
    ['note', utf8(JSON.stringify(`${key}:${evil}`))],
    ['note', utf8(JSON.stringify(`{"${field.name}":${evil}}`))],
    [`${field.name} `, evil],
    [` ${field.name}`, evil],
    [field.name.toUpperCase(), evil],
    [`${field.name}.x`, evil],
    [`x.${field.name}`, evil],
    [field.name.slice(1), evil],
    [`${field.name}\u0000`, evil],
    ['', evil],
    ['é', evil],
  ];
  root.splice(random.below(root.length + 1), 0, random.pick(all));
}

function quotedJson(text) {
  return utf8(JSON.stringify(textOf(text)));
}

function plainly(entries) {
  const write = ([key, value]) => `${utf8(JSON.stringify(key))}:${typeof value === 'string' ? value : plainly(value)}`;
  return `{${entries.map(write).join(',')}}`;
}

/** Puts a value where a path leads: entries are keys with JSON, or with entries. */
function place(entries, [key, ...rest], value) {
  if (rest.length === 0) {
    entries.push([key, value]);
    return;
  }
  let inner = entries.find(([known, nested]) => known === key && typeof nested !== 'string');
  if (inner === undefined) entries.push((inner = [key, []]));
  place(inner[1], rest, value);
}

function written(random, entries, shape) {
  const { blank, temper: mood } = shape;
  const gap = mood.structure > 0 && random.chance(0.05) ? random.pick(['', ' ', '\t', '\r', '   ']) : blank;
  const parts = entries.map(([key, value]) => {
    const name = random.chance(0.04 * mood.structure) ? escapedKey(random, key) : utf8(JSON.stringify(key));
    return `${name}${gap === ' ' ? '' : gap}:${gap}${typeof value === 'string' ? value : written(random, value, shape)}`;
  });
  return `${gap === ' ' ? '' : gap}{${gap === ' ' ? '' : gap}${parts.join(`,${gap}`)}${gap === ' ' ? '' : gap}}`;
}

function escapedKey(random, key) {
  const at = random.below(Math.max(1, key.length));
  const code = (key.charCodeAt(at) || 0x78).toString(16).padStart(4, '0');
  return utf8(
    `"${JSON.stringify(key.slice(0, at)).slice(1, -1)}\\u${code}${JSON.stringify(key.slice(at + 1)).slice(1, -1)}"`,
  );
}

const goodEscapes =
  '\\n \\t \\r \\b \\f \\/ \\" \\\\ \\u0000 \\u001f \\u0041 \\u00e9 \\u2028 \\ufeff \\uffff \\ud83d\\ude42 \\u0022 \\u005c \\u007F'.split(
    ' ',
  );
const loneSurrogates =
  '\\ud83d \\ude42 \\ud83d\\u0041 \\ud83d\\ud83d\\ude42 \\uDE42\\uD83D \\ud83dx \\udbff\\udfff \\ud800\\udc00 \\ud83d\\n'.split(
    ' ',
  );
const badEscapes = [
  '\\x41',
  '\\u12',
  '\\u12g4',
  '\\',
  '\\ ',
  '\\U0041',
  '\\u',
  '\\u+123',
  '\\a',
  '\\0',
  '\t',
  '\n',
  '\x00',
  '\x1f',
];

/** A value as JSON. */
function jsonText(random, value, mood, style) {
  if (typeof value !== 'string') return value.raw;
  const bytes = random.chance(mood.broken) ? broken(random, value) : value;
  let text = escaped(random, bytes, style);
  if (random.chance(mood.strange * 0.3)) {
    const snippet = random.chance(0.8) ? random.pick(goodEscapes) : random.pick(loneSurrogates);
    text = inserted(random, text, snippet);
  }
  if (random.chance(mood.structure * 0.01)) text = inserted(random, text, random.pick(badEscapes));
  return `"${text}"`;
}

/** Put between two characters, never into an escape. */
function inserted(random, text, snippet) {
  const at = random.below(text.length + 1);
  const before = text.slice(0, at);
  return /\\[^\\]{0,5}$/u.test(before) ? text + snippet : before + snippet + text.slice(at);
}

function escaped(random, bytes, style) {
  const needed = bytes.replace(/["\\\x00-\x1f]/gu, character => JSON.stringify(character).slice(1, -1));
  if (style === 'plain') return needed;
  if (style === 'ascii') {
    return utf8(
      JSON.stringify(textOf(bytes))
        .slice(1, -1)
        .replace(/[^\x00-\x7f]/g, unit),
    );
  }
  return utf8(
    textOf(needed)
      .replace(/[a-z0-9é火]/gu, letter => (random.chance(0.05) ? unit(letter) : letter))
      .replaceAll('/', '\\/'),
  );
}

function unit(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
