// The public traces as logs of this tool: one line a request, one account a client. Nothing here knows a detector.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { draws } from './draws.mjs';

const slot = 600;
const day = 86_400;
/** A Monday; the traces count seconds from an unnamed midnight. */
const start = Date.UTC(2026, 0, 5);
/** Requests in a client's busiest slot, once its rates are scaled down to what a file can hold. */
const scaledPeak = 40;
/** One more than a moment sample holds: a slot of as many is left out by it, as a slot of a million would be. */
const mostInSlot = 1100;

/** Clients of ServeGen: slots with any request, and token counts by window of six hours. */
export function serveGen(folder) {
  return readdirSync(folder)
    .map(name => /^chunk-(\d+)-trace\.csv$/.exec(name)?.[1])
    .filter(id => id !== undefined)
    .sort((a, b) => a - b)
    .map(id => ({ id: Number(id), slots: slotsOf(folder, id), tokens: tokensOf(folder, id) }));
}

function slotsOf(folder, id) {
  return readFileSync(path.join(folder, `chunk-${id}-trace.csv`), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => line.split(','))
    .map(([at, rate, , law, shape, scale]) => ({
      at: Number(at),
      rate: Number(rate),
      law,
      shape: Number(shape),
      scale: Number(scale),
    }))
    .filter(({ rate }) => rate > 0);
}

function tokensOf(folder, id) {
  const file = path.join(folder, `chunk-${id}-dataset.json`);
  let content;
  try {
    content = readFileSync(file, 'utf8');
  } catch {
    return undefined; // Some clients come without lengths.
  }
  const windows = Object.entries(JSON.parse(content)).map(([at, { input_tokens, output_tokens }]) => ({
    at: Number(at),
    input: histogram(input_tokens),
    output: histogram(output_tokens),
  }));
  return windows.filter(({ input, output }) => input.length > 0 && output.length > 0).sort((a, b) => a.at - b.at);
}

/** `{9: 0.5, 163: 0.5}` as pairs of value and share. */
function histogram(text) {
  return [...text.matchAll(/(\d+): ([\d.e-]+)/g)].map(([, value, share]) => [Number(value), Number(share)]);
}

/** All days, requests scaled down slot by slot: what hours, load and tokens look like. */
export function* scaledLog({ id, slots, tokens }) {
  const peak = Math.max(...slots.map(({ rate }) => rate));
  const random = draws(id);
  for (const { at, rate } of slots) {
    const requests = Math.ceil((scaledPeak * rate) / peak);
    const lengths = tokens?.findLast(window => window.at <= at);
    for (let i = 0; i < requests; i++) {
      yield line(`servegen-${id}`, at + ((i + 0.5) * slot) / requests, {
        ...(lengths && { input_tokens: random.from(lengths.input), output_tokens: random.from(lengths.output) }),
      });
    }
  }
}

/** One day at the client's own pace, gaps drawn from the law that was fitted to each slot: what spacing looks like. */
export function* pacedLog({ id, slots }) {
  const random = draws(id);
  const from = quietestDay(slots);
  for (const { at, rate, law, shape, scale } of slots) {
    if (at < from || at >= from + day) continue;
    const requests = Math.min(mostInSlot, Math.round(rate * slot));
    let time = at;
    for (let i = 0; i < requests; i++) {
      time += law === 'Gamma' ? random.gamma(shape) * scale : random.weibull(shape) * scale;
      if (time >= at + slot) break;
      yield line(`servegen-${id}`, time, {});
    }
  }
}

/** The day with most slots that a moment sample can hold: of the others nothing would be seen. */
function quietestDay(slots) {
  const counts = new Map();
  for (const { at, rate } of slots) {
    const first = Math.floor(at / day) * day;
    counts.set(first, (counts.get(first) ?? 0) + (rate * slot < 1024 ? 1 : 0));
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
}

/** The hour of a coding assistant that Azure published, as one client. */
export function* azureLog(file) {
  const [, ...rows] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split(/\r?\n/);
  for (const row of rows) {
    const [time, input, output] = row.split(',');
    const seconds = (Date.parse(`${time.replace(' ', 'T').slice(0, 23)}Z`) - Date.UTC(2023, 10, 16)) / 1000;
    yield line('azure-code', seconds, { input_tokens: Number(input), output_tokens: Number(output) });
  }
}

function line(account, seconds, more) {
  const timestamp = new Date(Math.round(start + 1000 * seconds)).toISOString();
  return `${JSON.stringify({ timestamp, account_id: account, ...more })}\n`;
}
