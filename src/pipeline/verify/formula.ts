/**
 * Formulas of derived figures, as written in a note: `formula: [eupa-0012]/[eupa-0013]*100; free text`.
 * Grammar: numbers, ids in brackets (observations or amounts), + - * / and parentheses. Nothing is evaluated as code.
 */

const HEAD = /^formula:\s*([^;]+)/;

/** The formula of a note, or null when the note has none. */
export function formulaOf(note: string | null): string | null {
  return note === null ? null : (HEAD.exec(note)?.[1]?.trim() ?? null);
}

type Token = { kind: 'number'; value: number } | { kind: 'id'; id: string } | { kind: 'op'; op: string };

type Node =
  | { kind: 'number'; value: number }
  | { kind: 'id'; id: string }
  | { kind: 'minus'; of: Node }
  | { kind: 'binary'; op: string; left: Node; right: Node };

function tokens(formula: string): Token[] | null {
  const found: Token[] = [];
  let rest = formula;
  while (rest.length > 0) {
    const m = /^\s*(?:(\d+(?:\.\d+)?)|\[([a-z0-9-]+)\]|([-+*/()]))\s*/.exec(rest);
    if (!m) return null;
    if (m[1] !== undefined) found.push({ kind: 'number', value: Number(m[1]) });
    else if (m[2] !== undefined) found.push({ kind: 'id', id: m[2] });
    else found.push({ kind: 'op', op: m[3] ?? '' });
    rest = rest.slice(m[0].length);
  }
  return found;
}

/** The tree of a formula, or null when it does not follow the grammar. */
function parse(formula: string): Node | null {
  const list = tokens(formula);
  if (list === null) return null;
  let at = 0;
  const takeOp = (ops: string): string | null => {
    const token = list[at];
    if (token?.kind !== 'op' || !ops.includes(token.op)) return null;
    at += 1;
    return token.op;
  };
  const factor = (): Node | null => {
    if (takeOp('-') !== null) {
      const of = factor();
      return of && { kind: 'minus', of };
    }
    if (takeOp('(') !== null) {
      const inner = sum();
      return takeOp(')') === null ? null : inner;
    }
    const token = list[at];
    if (token === undefined || token.kind === 'op') return null;
    at += 1;
    return token;
  };
  const fold = (next: () => Node | null, ops: string): Node | null => {
    let left = next();
    for (let op = takeOp(ops); op !== null; op = takeOp(ops)) {
      const right = next();
      if (left === null || right === null) return null;
      left = { kind: 'binary', op, left, right };
    }
    return left;
  };
  const product = () => fold(factor, '*/');
  const sum = (): Node | null => fold(product, '+-');
  const tree = sum();
  return at === list.length ? tree : null;
}

/** The ids that a note's formula uses, or null when there is no formula that can be read. */
export function formulaIds(note: string | null): string[] | null {
  const formula = formulaOf(note);
  if (formula === null || parse(formula) === null) return null;
  return [...formula.matchAll(/\[([^\]]+)\]/g)].map((m) => m[1] ?? '');
}

function compute(node: Node, lookup: (id: string) => number | null): number | null {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'id':
      return lookup(node.id);
    case 'minus': {
      const value = compute(node.of, lookup);
      return value === null ? null : -value;
    }
    case 'binary': {
      const left = compute(node.left, lookup);
      const right = compute(node.right, lookup);
      if (left === null || right === null) return null;
      if (node.op === '+') return left + right;
      if (node.op === '-') return left - right;
      return node.op === '*' ? left * right : left / right;
    }
  }
}

/**
 * Value of a formula; `lookup` gives the value of an id or null. Null when the formula cannot be read,
 * an id has no value, or the result is not finite (division by zero).
 */
export function evaluate(formula: string, lookup: (id: string) => number | null): number | null {
  const tree = parse(formula);
  const value = tree && compute(tree, lookup);
  return value !== null && Number.isFinite(value) ? value : null;
}
