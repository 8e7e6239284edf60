/** Files of the user's in YAML, of which JSON is a part: where in them something is wrong. */

/** What the packages yaml and ajv say, as far as it is needed here. */
interface NodesByPath {
  getIn(path: readonly unknown[], keepScalar: boolean): unknown;
}

interface SchemaError {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: object;
}

export type Path = readonly (string | number)[];

/** Of several errors the one that lies deepest: those around it follow from it. */
export function schemaProblems(errors: readonly SchemaError[]): { path: string[]; message: string }[] {
  const depth = ({ instancePath }: SchemaError) => instancePath.split('/').length;
  const [deepest] = [...errors].sort((a, b) => depth(b) - depth(a));
  if (deepest === undefined) return [];
  const parts = deepest.instancePath.split('/').slice(1);
  const path = parts.map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const unknown = 'additionalProperty' in deepest.params ? ` (${String(deepest.params.additionalProperty)})` : '';
  return [{ path, message: `${deepest.message ?? 'is not as it must be'}${unknown}` }];
}

/** Offset of the value at a path, or of the innermost one around it that the document has. */
export function placeOf(document: NodesByPath, path: Path): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    if (Array.isArray(range)) return range[0] as number;
  }
  return undefined;
}
