/** The house rules are plain JavaScript, as ESLint loads them. */
declare module '*/house.config.js' {
  import type { ESLint } from 'eslint';

  export type Allowed = Readonly<Record<string, 'all' | 'types'>>;
  export const rooms: Readonly<Record<string, Allowed>>;
  export const packages: Readonly<Record<string, readonly string[]>>;
  export const bannedFolders: readonly string[];
  export function importProblem(asked: { file: string; specifier: string; typeOnly: boolean }): string | undefined;
  export const house: ESLint.Plugin;
}
