/** When requests come, and how a log writes it. */
import { profiles } from '../../../dist/simulate/schedules.js';

const start = Date.UTC(2026, 2, 2);
const hour = 3_600_000;
const fractions = Array.from({ length: 1000 }, (_, i) => `${String(i).padStart(3, '0')}Z`);
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** From the share of the log that has gone by to the time, ms: busy and quiet hours of a service in many zones. */
export function clock(days) {
  const hours = profiles.global;
  const sum = hours.reduce((total, each) => total + each, 0);
  const until = hours.map((_, i) => hours.slice(0, i + 1).reduce((total, each) => total + each, 0) / sum);
  let now = 0;
  // Shares come in order, save that a day begins anew.
  return share => {
    const day = Math.floor(share * days);
    const within = share * days - day;
    if (now > 0 && within < until[now - 1]) now = 0;
    while (within >= until[now]) now++;
    const before = now === 0 ? 0 : until[now - 1];
    return Math.floor(start + (day * 24 + now + (within - before) / (until[now] - before)) * hour);
  };
}

/** Times as NDJSON and CSV have them. The second is kept, since many requests fall into one. */
export function isoTimes() {
  let second = -1;
  let text = '';
  return time => {
    const now = Math.floor(time / 1000);
    if (now !== second) text = new Date((second = now) * 1000).toISOString().slice(0, 20);
    return text + fractions[time - now * 1000];
  };
}

/** Times as web servers write them: `02/Mar/2026:00:00:01 +0000`. */
export function serverTimes() {
  let second = -1;
  let text = '';
  return time => {
    const now = Math.floor(time / 1000);
    if (now === second) return text;
    const at = new Date((second = now) * 1000).toISOString();
    const day = `${at.slice(8, 10)}/${months[Number(at.slice(5, 7)) - 1]}/${at.slice(0, 4)}`;
    return (text = `${day}:${at.slice(11, 19)} +0000`);
  };
}
