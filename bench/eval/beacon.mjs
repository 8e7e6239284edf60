/**
 * How much each account's traffic looks like a beacon, as RITA v5 scores it (activecm/rita, analysis/beacons.go): four
 * sub-scores from 0 to 1, a quarter each. Only the score of a pair of hosts: its modifiers know nothing of accounts.
 */

/** Different moments that an account must have called at. */
const leastMoments = 4;
const bars = 24;
/** Bars that must hold something before their shape, or an unbroken run of them, says anything. */
const leastBarsOfTwoHeights = 11;
const leastBarsOfDuration = 6;
/** Bars in a row that are as good as a day. */
const idealRun = 12;

/** @returns {Map<string, number>} by account, of those that sent something; sizes are the tokens sent, as RITA's are the bytes sent */
export function beaconScores(requests) {
  const sent = new Map();
  const log = { from: Infinity, to: -Infinity };
  for (const { account, time, inputTokens } of requests) {
    log.from = Math.min(log.from, time);
    log.to = Math.max(log.to, time);
    if (!sent.has(account)) sent.set(account, { times: [], sizes: [] });
    const { times, sizes } = sent.get(account);
    times.push(time);
    sizes.push(inputTokens);
  }
  return new Map([...sent].map(([account, { times, sizes }]) => [account, beaconScore({ times, sizes, log })]));
}

/** Times in ms. */
export function beaconScore({ times, sizes, log }) {
  const moments = [...new Set(times.map(time => Math.floor(time / 1000)))].sort((a, b) => a - b);
  if (moments.length < leastMoments) return 0;
  const gaps = moments.slice(1).map((moment, i) => moment - moments[i]);
  const heights = histogram(times, log);
  return (regularity(gaps) + regularity(sizes) + evenness(heights) + duration(times, heights, log)) / 4;
}

/** Symmetric (Bowley's skewness) and narrow (median absolute deviation over median). */
function regularity(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, middle, high] = [0.25, 0.5, 0.75].map(q => quantile(sorted, q));
  const skewed = high - low >= 10 && middle !== low && middle !== high;
  const skewness = skewed ? (high + low - 2 * middle) / (high - low) : 0;
  const deviations = values.map(value => Math.abs(value - middle)).sort((a, b) => a - b);
  const narrow = middle > 0 ? Math.max(0, 1 - quantile(deviations, 0.5) / middle) : 0;
  return (1 - Math.abs(skewness) + narrow) / 2;
}

function quantile(sorted, q) {
  const place = q * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

/** Requests in equal parts of the log. */
function histogram(times, { from, to }) {
  const heights = new Array(bars).fill(0);
  for (const time of times) heights[Math.min(bars - 1, Math.floor((bars * (time - from)) / Math.max(1, to - from)))]++;
  return heights;
}

/** Bars all of one height, or of two. */
function evenness(heights) {
  const mean = heights.reduce((sum, height) => sum + height, 0) / bars;
  const variance = heights.reduce((sum, height) => sum + (height - mean) ** 2, 0) / bars;
  return Math.max(0, 1 - Math.sqrt(variance) / mean, twoHeights(heights));
}

function twoHeights(heights) {
  const filled = heights.filter(height => height > 0);
  if (filled.length < leastBarsOfTwoHeights) return 0;
  const step = Math.max(1, Math.round(0.05 * Math.max(...filled)));
  const alike = new Map();
  for (const height of filled) {
    const level = Math.floor(height / step);
    alike.set(level, (alike.get(level) ?? 0) + 1);
  }
  const [first = 0, second = 0] = [...alike.values()].sort((a, b) => b - a);
  // One bar may be neither.
  return Math.min(1, (first + second) / (filled.length - 1));
}

/** From the first request to the last, and the longest run of bars without a gap; a run goes on over midnight. */
function duration(times, heights, { from, to }) {
  if (heights.filter(height => height > 0).length < leastBarsOfDuration) return 0;
  const first = times.reduce((least, time) => Math.min(least, time), Infinity);
  const last = times.reduce((most, time) => Math.max(most, time), -Infinity);
  let run = 0;
  let longest = 0;
  for (const height of [...heights, ...heights]) {
    run = height > 0 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return Math.min(1, Math.max((last - first) / Math.max(1, to - from), longest / idealRun));
}
