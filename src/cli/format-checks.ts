/** What no schema can say of a description: that its columns exist, its pattern is one, its units have something to measure. */
import { fieldOf, sourcesOf, type FormatDescription } from '../formats/description.js';
import { groupsOf } from '../formats/pattern-lines.js';
import { isSourceColumn, sourceColumnNames, sourceColumns } from '../requests/columns.js';
import { nearest } from './suggest.js';

export interface DescriptionProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export function problemsOf(description: FormatDescription): DescriptionProblem[] {
  const columns = Object.entries(description.columns);
  return [
    ...patternProblems(description),
    ...columns.flatMap(([column]) => unknownColumn(column)),
    ...columns.flatMap(([column, sources]) => unitProblems(column, sources)),
  ];
}

function patternProblems({ recognise: { pattern } }: FormatDescription): DescriptionProblem[] {
  if (pattern === undefined) return [];
  const path = ['recognise', 'pattern'];
  try {
    if (groupsOf(new RegExp(pattern, 'u')).length > 0) return [];
    return [{ path, message: 'has no named groups, such as (?<time>\\S+): they are the fields' }];
  } catch (error) {
    return [{ path, message: error instanceof Error ? error.message : 'is no regular expression' }];
  }
}

function unknownColumn(column: string): DescriptionProblem[] {
  if (isSourceColumn(column)) return [];
  const near = nearest(column, sourceColumnNames);
  const known = near === undefined ? `columns are ${sourceColumnNames.join(', ')}` : `did you mean ${near}?`;
  return [{ path: ['columns', column], message: `there is no such column; ${known}` }];
}

function unitProblems(column: string, sources: FormatDescription['columns'][string]): DescriptionProblem[] {
  const isDuration = isSourceColumn(column) && sourceColumns[column].kind === 'duration';
  const wrong = sourcesOf(sources).find(
    source => typeof source !== 'string' && 'unit' in source && source.unit !== undefined && !isDuration,
  );
  if (wrong === undefined) return [];
  return [{ path: ['columns', column], message: `${fieldOf(wrong)} has a unit, which only durations have` }];
}
