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
  /** The expression or statement that changes; one inside an optional chain is the whole chain. */
  readonly whole: Range;
  readonly isStatement: boolean;
  /** It runs while its module loads, and not in a function. */
  readonly isAtLoad: boolean;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A change, and the node that it replaces or is a part of. */
interface Change extends Range {
  readonly kind: string;
  readonly text: string;
  readonly node: Node;
}

/** The place of a node in the tree. */
interface Place {
  readonly parent?: Node;
  readonly chain?: Node | undefined;
  readonly isInFunction: boolean;
}

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
  const found: Mutant[] = [];
  walk(program, { isInFunction: false }, (node, { parent, chain, isInFunction }) => {
    for (const { node: changed, ...change } of changesOf(node, parent, source)) {
      const isStatement = changed.type === 'ExpressionStatement';
      const whole = placeOf(isStatement ? changed : ((changed === node ? chain : undefined) ?? changed));
      found.push({ file, ...change, whole, isStatement, isAtLoad: !isInFunction });
    }
  });
  return found;
}

function walk(node: Node, place: Place, visit: (node: Node, place: Place) => void): void {
  if (node.type.startsWith('TS') && !hasValues.has(node.type)) return;
  if (node.type === 'ImportDeclaration' || node.type === 'ThrowStatement') return;
  visit(node, place);
  const isInFunction = place.isInFunction || isFunction(node);
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key] as
      | Node
      | readonly (Node | null)[]
      | null
      | undefined;
    const inside = { parent: node, isInFunction, chain: chainOf(node, key, place.chain) };
    for (const one of Array.isArray(child) ? (child as (Node | null)[]) : [child as Node | null | undefined])
      if (one) walk(one, inside, visit);
  }
}

/** An initial value of an instance's property is evaluated by the constructor. */
function isFunction(node: Node): boolean {
  if (node.type === 'PropertyDefinition') return !node.static;
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type);
}

/** The optional chain that a child continues: a part that stood alone would no longer end the rest of it. */
function chainOf(node: Node, key: string, chain: Node | undefined): Node | undefined {
  if (node.type === 'ChainExpression') return node;
  return key === 'object' || key === 'callee' || node.type === 'TSNonNullExpression' ? chain : undefined;
}

/** Nodes of TypeScript that have a value inside. */
const hasValues = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

function changesOf(node: Node, parent: Node | undefined, source: string): Change[] {
  const { type } = node;
  if (type === 'BinaryExpression' || type === 'LogicalExpression') return operatorChanges(node, source);
  if (type === 'IfStatement' || type === 'ConditionalExpression')
    return [whole(node.test, 'negation', `!(${source.slice(node.test.start, node.test.end)})`)];
  if (type === 'Literal') return parent && isValue(node, parent) ? literalChanges(node) : [];
  if (type === 'ExpressionStatement') {
    // A call for its effect; `super(…)` has to stay.
    const isCall = /^(?!super\b)(?:await )?[\w.#?!]+\(/.test(source.slice(node.start, node.end));
    return isCall ? [whole(node, 'removed call', ';')] : [];
  }
  return type === 'CallExpression' ? callChanges(node, source) : [];
}

function operatorChanges(
  node: Extract<Node, { type: 'BinaryExpression' | 'LogicalExpression' }>,
  source: string,
): Change[] {
  if (node.operator === '??') return [whole(node, 'operator', source.slice(node.left.start, node.left.end))];
  const change = operators[node.operator];
  // Texts are joined by a plus, too, where a minus only gives NaN.
  if (!change || (node.operator === '+' && /['"`]/.test(source.slice(node.start, node.end)))) return [];
  const at = source.indexOf(node.operator, node.left.end);
  return at < 0 || at >= node.right.start
    ? []
    : [{ start: at, end: at + node.operator.length, kind: change[0], text: change[1], node }];
}

/** A literal that is a value, and not a name. */
function isValue(node: Node, parent: Node): boolean {
  if (parent.type === 'Property' || parent.type === 'PropertyDefinition') return parent.key !== node;
  return !['ImportExpression', 'ExportNamedDeclaration', 'ExportAllDeclaration'].includes(parent.type);
}

function literalChanges(node: Extract<Node, { type: 'Literal' }>): Change[] {
  const { value } = node;
  if (typeof value === 'boolean') return [whole(node, 'constant', String(!value))];
  if (typeof value === 'number') return [whole(node, 'constant', String(value + 1))];
  return [];
}

const otherCalls = { some: 'every', every: 'some', min: 'max', max: 'min', floor: 'ceil', ceil: 'floor' };

/** `list.filter(f)` becomes `list`, `list.some(f)` becomes `list.every(f)`, and so on. */
function callChanges(node: Extract<Node, { type: 'CallExpression' }>, source: string): Change[] {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return [];
  const { name } = callee.property;
  const other = new Map(Object.entries(otherCalls)).get(name);
  if (other !== undefined) return [{ ...placeOf(callee.property), kind: 'other call', text: other, node }];
  return ['filter', 'toSorted', 'reverse', 'toReversed', 'trim', 'toLowerCase'].includes(name)
    ? [whole(node, 'removed call', source.slice(callee.object.start, callee.object.end))]
    : [];
}

function whole(node: Node, kind: string, text: string): Change {
  return { ...placeOf(node), kind, text, node };
}

function placeOf({ start, end }: Range): Range {
  return { start, end };
}
