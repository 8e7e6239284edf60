/** Where the two ways disagree. */

/** The first thing that differs, in words; undefined when nothing does. */
export function difference(fast, plain) {
  return (
    listDifference('rejects', fast.rejects, plain.rejects) ??
    listDifference('filtered lines', fast.filtered, plain.filtered) ??
    listDifference('records not cut', fast.cut, plain.cut) ??
    (fast.rows === plain.rows ? undefined : `rows: ${fast.rows} and not ${plain.rows}`) ??
    columnDifference(fast, plain) ??
    (fast.excerpts.equals(plain.excerpts) ? undefined : 'excerpts differ') ??
    standInDifference(fast.standIns, plain.standIns)
  );
}

function listDifference(what, fast, plain) {
  const at = fast.findIndex((entry, index) => entry !== plain[index]);
  if (at < 0 && fast.length === plain.length) return undefined;
  const place = at < 0 ? fast.length : at;
  return `${what}: ${shown(fast[place])} and not ${shown(plain[place])}`;
}

function columnDifference(fast, plain) {
  for (const [name, values] of Object.entries(fast.columns)) {
    const others = plain.columns[name];
    for (let row = 0; row < values.length; row++) {
      if (Object.is(values[row], others[row])) continue;
      return `${name} of line ${plain.columns.line[row]}: ${shown(values[row])} and not ${shown(others[row])}`;
    }
  }
  return undefined;
}

function standInDifference(fast, plain) {
  if (fast.apiKey === plain.apiKey && fast.network === plain.network) return undefined;
  return `accounts stood in for: ${JSON.stringify(fast)} and not ${JSON.stringify(plain)}`;
}

/** A value, at most so long, without what a terminal would obey. */
export function shown(value) {
  const text = typeof value === 'string' ? JSON.stringify(value) : Object.is(value, -0) ? '-0' : String(value);
  const safe = text.replace(/[^\x20-\x7e]/gu, character => `\\u{${character.codePointAt(0).toString(16)}}`);
  return safe.length > 200 ? `${safe.slice(0, 200)}…` : safe;
}
