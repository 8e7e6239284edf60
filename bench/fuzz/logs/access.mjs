/** Common and Combined access logs, and the variants that servers and their administrators make of them. */
import { addressOf, strangeAddress } from './addresses.mjs';
import { byteOrderMark, utf8 } from './bytes.mjs';
import { large, lineEnd, linesOf, temper } from './lines.mjs';
import { prose, strangeText, token, broken } from './texts.mjs';
import { bracketTime } from './times.mjs';
import { strangeValue, usualValue } from './values.mjs';

/** Fields of the format, for columns that are mapped by hand. */
const fields = [
  'ident',
  'remote_user',
  'request',
  'method',
  'path',
  'query',
  'protocol',
  'status',
  'body_bytes_sent',
  'referer',
  'http_user_agent',
  'vhost',
  'extra1',
  'extra2',
  'extra3',
  'extra32',
  'extra33',
  'extra0',
  'nothing',
];
const columns = [
  'account',
  'prompt',
  'session',
  'requestId',
  'latency',
  'org',
  'endUser',
  'systemHash',
  'inputTokens',
  'forwardedFor',
  'endTime',
  'ja4',
  'stream',
  'model',
];

export function accessLog(random) {
  const shape = {
    kind: random.pick(['combined', 'combined', 'combined', 'common', 'vhost', 'long']),
    extras: random.pick([0, 0, 1, 3, 30]),
    quotedExtras: random.chance(0.5),
    temper: temper(random),
    end: lineEnd(random),
  };
  const calm = { ...shape, temper: { strange: 0.02, broken: 0, structure: 0 } };
  const map = {};
  for (const column of columns) if (random.chance(0.15)) map[column] = random.pick(fields);
  return {
    head: linesOf(5, () => lineOf(random, calm) + shape.end()),
    format: random.chance(0.5) ? 'combined' : undefined,
    map,
    body: (draw, count) => bodyOf(draw, shape, count),
  };
}

function bodyOf(random, shape, count) {
  const big = large(random);
  return linesOf(count, at => {
    let line = lineOf(random, shape);
    if (big > 0 && at === 0) line = line.replace(/HTTP|"-"|"/u, found => 'x/'.repeat(big >> 1) + found);
    if (random.chance(shape.temper.structure)) line = oddLine(random, line);
    return line + shape.end(random);
  });
}

function lineOf(random, shape) {
  const { temper: mood, kind } = shape;
  const strange = () => random.chance(mood.strange);
  const host = strange() ? random.pick(hosts)(random) : addressOf(random).split(',')[0];
  const ident = strange() ? random.pick(['ident', '', '[x', 'a\tb', '"', 'null']) : '-';
  const user = strange() ? userOf(random) : random.pick(['-', `acct_${random.below(9)}`]);
  const before =
    kind === 'vhost' && random.chance(0.95)
      ? `${random.pick(['api.example.org', 'api.example.org:443', '10.0.0.9', 'x'])} `
      : '';
  const bytes = strange() ? random.pick(['-', '', '12"x', '"12"', '1e3', token(random)]) : String(random.below(9999));
  let line = `${before}${host} ${ident} ${user} [${bracketTime(random)}] "${requestOf(random, strange())}" ${statusOf(random, strange())} ${bytes}`;
  if (kind !== 'common')
    line += ` ${quotedOf(random, refererOf(random), mood)} ${quotedOf(random, agentOf(random, strange()), mood)}`;
  if (kind === 'long') line += ` "${prose(random).replace(/["\\\n\r\t]/gu, '')}"`;
  return random.chance(mood.broken) ? broken(random, line) : line + extrasOf(random, shape, strange());
}

const hosts = [
  strangeAddress,
  () => '-',
  () => 'host.example.org',
  () => 'a[b',
  () => '[::1]',
  () => '',
  () => '"x"',
  random => `${addressOf(random)},`,
];

function userOf(random) {
  return random.pick([
    'a b',
    'a  b',
    '[x',
    'a[01/',
    '"',
    'a"b',
    '',
    'null',
    'a\tb',
    utf8('é'),
    '[12/x',
    'x]',
    '\\"',
    '- -',
    'a b c d',
  ]);
}

function requestOf(random, strange) {
  const method = random.pick(['POST', 'POST', 'GET']);
  const target = usualValue(random, 'path').replaceAll(' ', '+');
  if (!strange) return `${method} ${target} ${random.pick(['HTTP/1.1', 'HTTP/2.0', 'HTTP/1.0'])}`;
  return random.pick([
    '',
    '-',
    ' ',
    method,
    `${method} `,
    ` ${method} /`,
    `${method} ${target}`,
    `${method}  ${target}  HTTP/1.1`,
    `${method} /a b c HTTP/1.1`,
    `${method} HTTP/1.1`,
    `${method}  HTTP/1.1`,
    `post ${target} HTTP/1.1`,
    `A_B-C ${target} X/1`,
    `_A ${target} HTTP/1`,
    `${'A'.repeat(random.between(23, 26))} ${target} HTTP/1.1`,
    `${method} ${target} ${'H'.repeat(random.between(1, 14))}/1`,
    `${method} ${target} HTTP/x`,
    `${method} ${target} HTTP/`,
    `${method} ${target} http/1.1`,
    `${method} ?? HTTP/1.1`,
    `${method} ?a HTTP/1.1`,
    `${method} a?`,
    `${method} -?- -/1`,
    '\\x16\\x03\\x01',
    '\\xd0\\xbf\\xff',
    `${method} /"x" HTTP/1.1`,
    `${method} /\\"x\\" HTTP/1.1`,
    `${method} /" 200 HTTP/1.1`,
    `${method} /\tx HTTP/1.1`,
    prose(random),
  ]);
}

function statusOf(random, strange) {
  return strange
    ? random.pick(['000', '99', '1000', '20x', '', '-', '"200"', '200\t', ' 200', '999', '599'])
    : random.pick(['200', '200', '429', '503']);
}

function refererOf(random) {
  return random.weighted([
    [6, '-'],
    [2, 'https://example.org/a?b=c'],
    [1, ''],
    [1, 'null'],
    [1, prose(random, 5)],
  ]);
}

function agentOf(random, strange) {
  if (!strange) return usualValue(random, 'userAgent');
  const value = random.chance(0.5) ? strangeText(random) : strangeValue(random, 'userAgent');
  return typeof value === 'string' ? value : value.raw;
}

/** Quoted with escapes as Apache and nginx write them, seldom without. */
function quotedOf(random, bytes, mood) {
  const line = bytes.replace(/\n/gu, '\\n');
  if (random.chance(0.1 * mood.strange))
    return random.pick([
      line,
      `"${line}`,
      `${line}"`,
      `'${line}'`,
      `"${line}"x`,
      `""${line}"`,
      `"${line}\\"`,
      `"${line}\\`,
    ]);
  if (random.chance(0.1))
    return `"${line.replace(/["\\]/gu, character => `\\x${character.charCodeAt(0).toString(16)}`)}"`;
  return random.chance(mood.strange * 0.3) ? `"${line}"` : `"${line.replace(/["\\]/gu, '\\$&')}"`;
}

function extrasOf(random, { extras, quotedExtras, temper: mood }, strange) {
  const count = strange ? random.pick([0, 1, 2, 29, 30, 31, 32, 33, 34, 40]) : extras;
  let text = '';
  for (let at = 0; at < count; at++)
    text += ` ${extraOf(random, quotedExtras || random.chance(0.3 * mood.strange), mood)}`;
  return text;
}

function extraOf(random, asText, mood) {
  if (random.chance(mood.strange * 0.2))
    return random.pick(['', '"', '""', '"x', 'x"', '"x"y', '\t', '"a b"', '\\', 'a\\nb', '"a\\x41"', '[1]', '-']);
  return asText && random.chance(0.5)
    ? `"${prose(random, 4).replace(/["\\\n\r\t]/gu, ' ')}"`
    : random.pick([`0.${random.digits(3)}`, token(random), '-', 'TLSv1.3']);
}

function oddLine(random, line) {
  switch (random.below(13)) {
    case 0:
      return random.pick(['', ' ', '\t', '\r', '-', '"', '[', 'x', '\xff']);
    case 1:
      return byteOrderMark + line;
    case 2:
      return line.slice(0, random.below(line.length + 1));
    case 3:
      return line + random.pick([' ', '  ', '\t', '\r', ' \r \r', '\t ', '"', ' "', '\xa0']);
    case 4:
      return line.replace(/ /u, random.pick(['  ', '\t', '', ' \t', '\xa0']));
    case 5: {
      const places = [...line.matchAll(/ /gu)].map(({ index }) => index);
      const at = places.length === 0 ? 0 : random.pick(places);
      return line.slice(0, at) + random.pick(['  ', '\t', '', ' \t', ' - ', ' "" ']) + line.slice(at + 1);
    }
    case 6:
      return random.pick([' ', '\t', '  ', 'x ', '- ', '"', '[']) + line;
    case 7:
      return line.replace(/[[\]]/u, random.pick(['', '[[', ']]', '[x] [', '] [', '(']));
    case 8:
      return line.replace(/ "[^"]*"/u, '');
    case 9:
      return line.replace(/"[^"]*"$/u, random.pick(['', '"', '"x" ', '"-"']));
    case 10:
      return line.replace(/ \d{3} /u, random.pick([' ', ' 200 "', '  200 ', ' 2000 ', ' 20 ', '200 ']));
    case 11: {
      const words = Array.from({ length: random.between(28, 36) }, (_, at) => `w${at}`).join(' ');
      return line.replace(/ "[^"]*" "[^"]*"/u, found => ` ${words}${found}`);
    }
    default:
      return line;
  }
}
