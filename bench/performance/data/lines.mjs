/**
 * Requests as lines of a log, as src/simulate/writers makes them, only faster: no objects, what never needs quoting is
 * not looked at, and what the lines of a visit have in common is made into bytes once. A test compares the fields with
 * those of the simulator.
 */
import { Buffer } from 'node:buffer';
import { answerBytes } from '../../../dist/simulate/writers/access-log.js';
import { flatColumns } from '../../../dist/simulate/writers/row.js';
import { isoTimes, serverTimes } from './time.mjs';

/**
 * Each makes, from the seed, the first line and a function that writes a request's line into a block of bytes at a
 * place and gives the place after it. A block must have room for {@link longestLine} bytes.
 */
export const shapes = { ndjson, csv, combined };

/** Prompts are a few thousand characters at most. */
export const longestLine = 1 << 16;

function ndjson(seed) {
  const iso = isoTimes();
  const write = (block, start, r) => {
    const { visit } = r;
    visit.before ??= ndjsonBefore(visit);
    visit.after ??= ndjsonAfter(visit);
    let at = ascii(block, start, `{"timestamp":"${iso(r.time)}","request_id":"${requestId(seed, r.number)}`);
    at = bytes(block, at, visit.before);
    at = ascii(
      block,
      at,
      `${r.path}","status":${r.status},"latency_ms":${r.latency},"model":"${visit.who.model}","input_tokens":${r.inputTokens},"cached_tokens":${r.cachedTokens},"output_tokens":${r.outputTokens}`,
    );
    at = bytes(block, at, visit.after);
    at += block.utf8Write(JSON.stringify(r.prompt), at);
    block[at++] = brace;
    block[at++] = lineEnd;
    return at;
  };
  return { head: '', write };
}

function ndjsonBefore({ who, place, key }) {
  return Buffer.from(
    `","account_id":"${who.name}","api_key_id":"${key}","organization_id":"${who.org}","client_ip":"${place.ip}","country":"${place.country}","asn":${place.asn},"ja4":"${who.client.ja4}","user_agent":"${who.client.userAgent}","method":"POST","path":"`,
  );
}

function ndjsonAfter({ who, session }) {
  return Buffer.from(
    `,"max_tokens":${who.maxTokens},"temperature":${who.temperature},"n":${who.alternatives},"logprobs":${who.logprobs},"stream":${who.stream},"session_id":${json(session)},"system_prompt_hash":${json(who.system)},"prompt":`,
  );
}

function json(text) {
  return text === null ? 'null' : `"${text}"`;
}

function csv(seed) {
  const iso = isoTimes();
  const write = (block, start, r) => {
    const { visit } = r;
    visit.before ??= csvBefore(visit);
    visit.after ??= csvAfter(visit);
    let at = ascii(block, start, `${iso(r.time)},${requestId(seed, r.number)}`);
    at = bytes(block, at, visit.before);
    at = ascii(
      block,
      at,
      `${r.path},${r.status},${r.latency},${visit.who.model},${r.inputTokens},${r.cachedTokens},${r.outputTokens}`,
    );
    return bytes(block, at, visit.after);
  };
  return { head: `${flatColumns.filter(name => name !== 'prompt').join(',')}\n`, write };
}

function csvBefore({ who, place, key }) {
  const { userAgent, ja4 } = who.client;
  const agent = userAgent.includes(',') ? `"${userAgent}"` : userAgent;
  return Buffer.from(`,${who.name},${key},${who.org},${place.ip},${place.country},${place.asn},${ja4},${agent},POST,`);
}

function csvAfter({ who, session }) {
  return Buffer.from(
    `,${who.maxTokens ?? ''},${who.temperature ?? ''},${who.alternatives},${who.logprobs ?? ''},${who.stream},${session ?? ''},${who.system ?? ''}\n`,
  );
}

function combined() {
  const time = serverTimes();
  const write = (block, start, r) => {
    const { visit } = r;
    visit.before ??= Buffer.from(`${visit.place.ip} - ${visit.who.name} [`);
    visit.after ??= Buffer.from(` "-" "${visit.who.client.userAgent}"\n`);
    let at = bytes(block, start, visit.before);
    at = ascii(block, at, `${time(r.time)}] "POST ${r.path} HTTP/1.1" ${r.status} ${answerBytes(r.outputTokens)}`);
    return bytes(block, at, visit.after);
  };
  return { head: '', write };
}

const [brace, lineEnd] = Buffer.from('}\n');

function ascii(block, at, text) {
  return at + block.latin1Write(text, at);
}

function bytes(block, at, part) {
  block.set(part, at);
  return at + part.length;
}

const fourDigits = Array.from({ length: 1 << 16 }, (_, i) => i.toString(16).padStart(4, '0'));

/** Sixteen digits that do not look counted; no two numbers below 2^32 share them. */
function requestId(seed, number) {
  const high = mixed(number + seed, 0x9e3779b1);
  const low = mixed(number ^ 0x5bd1e995, 0x85ebca6b);
  return `req_${fourDigits[high >>> 16]}${fourDigits[high & 0xffff]}${fourDigits[low >>> 16]}${fourDigits[low & 0xffff]}`;
}

function mixed(number, factor) {
  const product = Math.imul(number ^ (number >>> 15), factor);
  return product ^ (product >>> 13);
}
