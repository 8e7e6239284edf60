/** What a user agent says it is: product family and version. Client-supplied, so a claim and not a fact. */

export interface UserAgent {
  /** `python-httpx`, `OpenAI/Python`, `Firefox`, `Googlebot`; '' when there is none. */
  readonly family: string;
  /** Major and minor version, '' when there is none. */
  readonly version: string;
}

/** Browsers name each other; the most specific token decides, in this order. */
const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?(?:iOS)?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/, 'Safari'],
  [/\bMSIE (\d+)/, 'Internet Explorer'],
  [/\bTrident\/.*rv:(\d+)/, 'Internet Explorer'],
];

const bot = /\b([\w.-]*(?:bot|crawler|spider|slurp|scanner|fetcher|monitor)[\w.-]*)(?:\/v?(\d+(?:\.\d+)?))?/i;

/** Reads one user agent; hostile text gives some family of at most 64 characters. */
export function parseUserAgent(text: string): UserAgent {
  const raw = text.trim().slice(0, 512);
  if (raw === '' || raw === '-') return { family: '', version: '' };
  const robot = bot.exec(raw);
  if (robot !== null) return claim(robot[1] ?? '', robot[2] ?? '');
  if (raw.startsWith('Mozilla/')) {
    for (const [pattern, family] of browsers) {
      const match = pattern.exec(raw);
      if (match !== null) return claim(family, match[1] ?? '');
    }
    return claim('Mozilla', '');
  }
  // `Python/3.11 aiohttp/3.9.5`: the runtime first, the library after it.
  const runtime = /^(?:Python|Java|Ruby|PHP|Node\.js|Bun|Deno)\/[\d.]+ ([\w.-]+)\/(\d+(?:\.\d+)?)/.exec(raw);
  if (runtime !== null) return claim(runtime[1] ?? '', runtime[2] ?? '');
  // `OpenAI/Python 1.99.9`: vendor and language, then the version.
  const sdk = /^([A-Za-z][\w.-]*\/[A-Za-z][\w.+#-]*)(?:[ /](\d+(?:\.\d+)?))?/.exec(raw);
  if (sdk !== null) return claim(sdk[1] ?? '', sdk[2] ?? '');
  const product = /^([^\s/;()]+)(?:\/v?(\d+(?:\.\d+)?))?/.exec(raw);
  return claim(product?.[1] ?? raw, product?.[2] ?? '');
}

const browserFamilies: ReadonlySet<string> = new Set([...browsers.map(([, family]) => family), 'Mozilla']);

/** Whether the family is a browser people use. */
export function isBrowser(family: string): boolean {
  return browserFamilies.has(family);
}

function claim(family: string, version: string): UserAgent {
  return { family: family.slice(0, 64), version: version.slice(0, 16) };
}
