/** Trials as a table in Markdown. */

/** What decides what can be found, in the order in which it is shown: column of a writer, column of a report, a short name. */
const telling = [
  ['account', 'account', 'account'],
  ['apiKey', 'apiKey', 'key'],
  ['ip', 'ip', 'ip'],
  ['userAgent', 'userAgent', 'ua'],
  ['ja4', 'tls', 'tls'],
  ['model', 'model', 'model'],
  ['tokens', 'outputTokens', 'tokens'],
  ['prompt', 'promptHash', 'prompt'],
];
/** Severity at which a campaign is an alert. */
const alarm = 'high';
const longestNote = 160;

export function table(trials) {
  const [native] = trials;
  return [
    '| format | has | reads | average precision | alerts: campaigns / innocents | what is said |',
    '|--|--|--|--|--|--|',
    ...trials.map(trial => row(trial, native)),
    '',
    ...summary(trials, native),
  ];
}

function row(trial, native) {
  const { writer, report, sent } = trial;
  const cells = [
    writer.name,
    shortNames(({ 0: column }) => writer.carries.includes(column)),
    writer.never ? refusal(trial) : readings(trial, sent),
    report.run.requests === 0 ? '–' : trial.evaluation.averagePrecision.toFixed(3),
    report.run.requests === 0 ? '–' : `${alerts(trial)}${isFull(writer) && !isAsNative(trial, native) ? ' (!)' : ''}`,
    said(trial),
  ];
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}

function shortNames(isChosen) {
  return (
    telling
      .filter(isChosen)
      .map(({ 2: name }) => name)
      .join(' ') || '–'
  );
}

function refusal({ report }) {
  return report.run.requests === 0 ? 'refused, as it should be' : `(!) ${report.run.requests} requests out of none`;
}

/** Requests, where not all of them; and columns that the format has and the reading has not. */
function readings({ writer, report }, sent) {
  const { requests, columns } = report.run;
  const lost = shortNames(([column, present]) => writer.carries.includes(column) && !columns.present.includes(present));
  const counts = requests === sent ? 'all' : `(!) ${requests} of ${sent}`;
  return lost === '–' ? counts : `${counts}, (!) without ${lost}`;
}

function alerts({ evaluation }) {
  const { harvesters, innocent } = evaluation.severities.find(({ severity }) => severity === alarm);
  return `${harvesters} / ${innocent}`;
}

/** Formats that hold what the strongest evidence is made of. */
function isFull({ carries }) {
  return ['account', 'prompt', 'tokens'].every(column => carries.includes(column));
}

function isAsNative({ evaluation }, native) {
  const found = one => one.severities.find(({ severity }) => severity === alarm).harvesters;
  return found(evaluation) >= found(native.evaluation);
}

function said({ report }) {
  const [problem] = report.run.problems;
  if (problem !== undefined) return shortened(problem.replace(/^\S+: /, ''));
  const missing = telling
    .filter(({ 1: column }) => report.run.columns.absent.includes(column))
    .map(({ 2: name }) => name);
  const notes = report.run.inputs.flatMap(input => input.notes).filter(note => /would|join|add|set|export/i.test(note));
  const words = missing.length === 0 ? 'nothing is absent' : `absent: ${missing.join(' ')}`;
  return shortened([words, ...notes.slice(0, 1)].join('; '));
}

function shortened(text) {
  return text.length > longestNote ? `${text.slice(0, longestNote)}…` : text;
}

function summary(trials, native) {
  const read = trials.filter(({ writer }) => !writer.never);
  const whole = read.filter(({ report, sent }) => report.run.requests === sent);
  const full = read.filter(({ writer }) => isFull(writer));
  const alike = full.filter(trial => isAsNative(trial, native));
  const refused = trials.filter(({ writer, report }) => writer.never && report.run.requests === 0);
  const never = trials.length - read.length;
  return [
    `${whole.length} of ${read.length} formats are read whole; ${refused.length} of ${never} that hold no requests are refused.`,
    `Of ${full.length} with account, prompt and tokens ${alike.length} find as many of the campaigns as native NDJSON.`,
  ];
}
