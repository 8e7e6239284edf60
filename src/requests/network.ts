/**
 * The network fingerprint of a request: TLS fingerprint, user-agent family, and prefix (else autonomous system). Each
 * part is optional; what is missing stays missing and never matches anything. As a text, the parts stand in this order.
 */

/** Between the parts. */
export const networkSeparator = '\u001f';

export interface NetworkParts {
  readonly tls?: string;
  readonly userAgentFamily?: string;
  readonly prefix?: string;
  readonly asn?: string;
}

/** The parts of a fingerprint's text. */
export function parseNetwork(text: string): NetworkParts {
  const [tls = '', userAgentFamily = '', prefix = '', asn = ''] = text.split(networkSeparator);
  return {
    ...(tls === '' ? {} : { tls }),
    ...(userAgentFamily === '' ? {} : { userAgentFamily }),
    ...(prefix === '' ? {} : { prefix }),
    ...(asn === '' ? {} : { asn }),
  };
}

const ja4 = /^[tqd][0-9sd]\d[di]\d{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}$/;
const ja3 = /^[0-9a-f]{32}$/;

/** A usable TLS fingerprint, or '' for placeholders and anything that is neither JA4 nor JA3. */
export function usableTls(text: string): string {
  const value = text.trim();
  if (/^[0_-]*$/.test(value)) return '';
  if (ja4.test(value)) return value;
  const lower = value.toLowerCase();
  return ja3.test(lower) ? lower : '';
}
