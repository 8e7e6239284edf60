/** Ids of MITRE ATLAS (atlas-data 5.6.1) and OWASP (LLM Top 10, both years) that every detector maps to. */
export const extraction = ['AML.T0024.002', 'LLM10:2025', 'LLM06:2026'] as const;
