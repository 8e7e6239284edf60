/**
 * A tree of calls as a flame graph in SVG (Gregg 2011), callers above, wide for long. Written here since no maintained
 * package makes an SVG of V8's profiles; hovering shows names and times, there is no script.
 */
const width = 1600;
const rowHeight = 17;
const headHeight = 44;
const characterWidth = 6.6;
/** Narrower frames are left out, with all they called. */
const narrowest = 0.6;

/** A hue for each stage, so that the way can be followed. */
const hues = {
  thread: 0,
  cli: 20,
  engine: 40,
  sources: 200,
  formats: 220,
  requests: 260,
  measures: 100,
  campaigns: 320,
  detectors: 350,
  ranking: 300,
  reports: 60,
  packages: 80,
  loading: 170,
  gc: 0,
  node: 180,
  native: 190,
  wasm: 140,
};

export function flameGraph(root, title) {
  const frames = [];
  const depth = place(root, { x: 0, level: 0, scale: width / root.total }, frames);
  const height = headHeight + (depth + 1) * rowHeight + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="11">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<text x="8" y="18" font-size="14">${escaped(title)}</text>`,
    `<text x="8" y="34" fill="#555">${Math.round(root.total).toLocaleString('en-US')} ms of CPU; colours are stages</text>`,
    ...frames.map(frame => drawn(frame, root.total)),
    '</svg>',
    '',
  ].join('\n');
}

/** Puts a node and those it called into the list; the longest first. @returns the depth reached */
function place(node, { x, level, scale }, frames) {
  frames.push({ node, x, level, wide: node.total * scale });
  let left = x;
  let deepest = level;
  for (const child of [...node.children.values()].sort((a, b) => b.total - a.total)) {
    const wide = child.total * scale;
    if (wide < narrowest) break;
    deepest = Math.max(deepest, place(child, { x: left, level: level + 1, scale }, frames));
    left += wide;
  }
  return deepest;
}

function drawn({ node, x, level, wide }, all) {
  const y = headHeight + level * rowHeight;
  const share = ((100 * node.total) / all).toFixed(1);
  const says = `${node.name} (${node.stage}): ${Math.round(node.total)} ms, ${share} %, itself ${Math.round(node.self)} ms`;
  const room = Math.floor((wide - 6) / characterWidth);
  const text = room < 3 ? '' : node.name.length <= room ? node.name : `${node.name.slice(0, room - 1)}…`;
  const label = text === '' ? '' : `<text x="${(x + 3).toFixed(1)}" y="${y + 12}">${escaped(text)}</text>`;
  return `<g><title>${escaped(says)}</title><rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.4, wide - 0.4).toFixed(1)}" height="${rowHeight - 1}" fill="${colour(node)}"/>${label}</g>`;
}

function colour({ name, stage }) {
  if (stage === 'thread') return '#ddd';
  const hue = hues[stage] ?? 160;
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) | 0;
  return `hsl(${hue} ${stage === 'gc' ? 5 : 60}% ${72 + (Math.abs(hash) % 12)}%)`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
