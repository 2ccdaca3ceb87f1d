import { parseSync, type Node, visitorKeys } from 'oxc-parser';

/** A small change of a source file that a good test notices. */
export interface Mutant {
  /** Relative to the project. */
  readonly file: string;
  /** The replaced text, as offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The kind of change, e.g. "boundary". */
  readonly kind: string;
}

type FoundMutant = Omit<Mutant, 'file'>;

/** The operators that replace an operator: a boundary moves, a comparison is negated, an amount goes the other way. */
const operators: Readonly<Record<string, readonly [kind: string, text: string]>> = {
  '<': ['boundary', '<='],
  '<=': ['boundary', '<'],
  '>': ['boundary', '>='],
  '>=': ['boundary', '>'],
  '===': ['negation', '!=='],
  '!==': ['negation', '==='],
  '+': ['operator', '-'],
  '-': ['operator', '+'],
  '*': ['operator', '/'],
  '/': ['operator', '*'],
  '%': ['operator', '*'],
  '&&': ['operator', '||'],
  '||': ['operator', '&&'],
};

/** Finds every mutant of a module. Types, imports, and the texts of errors are left alone: no test should pin them. */
export function findMutants(file: string, source: string): Mutant[] {
  const { program } = parseSync(file, source);
  const found: FoundMutant[] = [];
  walk(program, (node, parent) => found.push(...mutate(node, parent, source)));
  return found.map((one) => ({ file, ...one }));
}

function walk(node: Node, visit: (node: Node, parent: Node | undefined) => void, parent?: Node): void {
  if (node.type.startsWith('TS') && !hasValues.has(node.type)) return;
  if (node.type === 'ImportDeclaration' || node.type === 'ThrowStatement') return;
  visit(node, parent);
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key] as
      | Node
      | readonly (Node | null)[]
      | null
      | undefined;
    for (const one of Array.isArray(child) ? (child as (Node | null)[]) : [child as Node | null | undefined])
      if (one) walk(one, visit, node);
  }
}

/** Nodes of TypeScript that have a value inside. */
const hasValues = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

function mutate(node: Node, parent: Node | undefined, source: string): FoundMutant[] {
  const { type } = node;
  if (type === 'BinaryExpression' || type === 'LogicalExpression') return operatorMutants(node, source);
  if (type === 'IfStatement' || type === 'ConditionalExpression')
    return [{ ...placeOf(node.test), kind: 'negation', text: `!(${source.slice(node.test.start, node.test.end)})` }];
  if (type === 'Literal') return parent && isValue(node, parent) ? literalMutants(node) : [];
  if (type === 'ExpressionStatement') {
    // A call for its effect; `super(…)` has to stay.
    const isCall = /^(?!super\b)(?:await )?[\w.#?!]+\(/.test(source.slice(node.start, node.end));
    return isCall ? [{ ...placeOf(node), kind: 'removed call', text: ';' }] : [];
  }
  return type === 'CallExpression' ? chainMutants(node, source) : [];
}

function operatorMutants(
  node: Extract<Node, { type: 'BinaryExpression' | 'LogicalExpression' }>,
  source: string,
): FoundMutant[] {
  if (node.operator === '??')
    return [{ ...placeOf(node), kind: 'operator', text: source.slice(node.left.start, node.left.end) }];
  const change = operators[node.operator];
  // Texts are joined by a plus, too, where a minus only gives NaN.
  if (!change || (node.operator === '+' && /['"`]/.test(source.slice(node.start, node.end)))) return [];
  const at = source.indexOf(node.operator, node.left.end);
  return at < 0 || at >= node.right.start
    ? []
    : [{ start: at, end: at + node.operator.length, kind: change[0], text: change[1] }];
}

/** A literal that is a value, and not a name. */
function isValue(node: Node, parent: Node): boolean {
  if (parent.type === 'Property' || parent.type === 'PropertyDefinition') return parent.key !== node;
  return !['ImportExpression', 'ExportNamedDeclaration', 'ExportAllDeclaration'].includes(parent.type);
}

function literalMutants(node: Extract<Node, { type: 'Literal' }>): FoundMutant[] {
  const { value } = node;
  if (typeof value === 'boolean') return [{ ...placeOf(node), kind: 'constant', text: String(!value) }];
  if (typeof value === 'number') return [{ ...placeOf(node), kind: 'constant', text: String(value + 1) }];
  return [];
}

const otherCalls = { some: 'every', every: 'some', min: 'max', max: 'min', floor: 'ceil', ceil: 'floor' };

/** `list.filter(f)` becomes `list`, `list.some(f)` becomes `list.every(f)`, and so on. */
function chainMutants(node: Extract<Node, { type: 'CallExpression' }>, source: string): FoundMutant[] {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return [];
  const { name } = callee.property;
  const other = new Map(Object.entries(otherCalls)).get(name);
  if (other !== undefined) return [{ ...placeOf(callee.property), kind: 'other call', text: other }];
  return ['filter', 'toSorted', 'reverse', 'toReversed', 'trim', 'toLowerCase'].includes(name)
    ? [{ ...placeOf(node), kind: 'removed call', text: source.slice(callee.object.start, callee.object.end) }]
    : [];
}

function placeOf({ start, end }: { readonly start: number; readonly end: number }) {
  return { start, end };
}
