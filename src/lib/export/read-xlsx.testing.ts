/** Reads workbooks back for the tests: a strict little XML reader, so that what is not well-formed is found. */
import { strFromU8, unzipSync } from 'fflate';

export interface ReadCell {
  value: string | number;
  style: string | null;
  formula: boolean;
}

const ENTITY: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Why a document is not well-formed XML, or null. */
export function xmlProblem(xml: string): string | null {
  const open: string[] = [];
  let at = xml.startsWith('<?xml') ? xml.indexOf('?>') + 2 : 0;
  const tag = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/y;
  const badText = (text: string): boolean =>
    text.includes('<') ||
    /&(?!(?:amp|lt|gt|quot|apos);)/.test(text) ||
    // eslint-disable-next-line no-control-regex -- exactly what XML forbids
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text) ||
    !text.isWellFormed();
  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    const text = xml.slice(at, next === -1 ? undefined : next);
    if (badText(text)) return `text at ${at}`;
    if (next === -1) return open.length === 0 && text.trim() === '' ? null : 'text after the end';
    tag.lastIndex = next;
    const m = tag.exec(xml);
    if (!m) return `tag at ${next}`;
    if (badText(m[3] ?? '')) return `attribute at ${next}`;
    if (m[1]) {
      if (open.pop() !== m[2]) return `closing ${m[2] ?? ''} at ${next}`;
    } else if (!m[4]) open.push(m[2] ?? '');
    at = tag.lastIndex;
  }
  return open.length === 0 ? null : `open ${open.join()}`;
}

const decode = (text: string): string =>
  text
    .replace(/&(\w+);/g, (whole, name: string) => ENTITY[name] ?? whole)
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

const columnIndex = (letters: string): number =>
  [...letters].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0) - 1;

function readSheet(xml: string): (ReadCell | undefined)[][] {
  return [...xml.matchAll(/<row r="(\d+)">(.*?)<\/row>/gs)].map(([, , inner = '']) => {
    const cells: (ReadCell | undefined)[] = [];
    for (const [, letters = '', style, type, body = ''] of inner.matchAll(
      /<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="(\w+)")?>(.*?)<\/c>/gs,
    )) {
      const text = /<t[^>]*>(.*?)<\/t>/s.exec(body)?.[1] ?? '';
      const number = /<v>(.*?)<\/v>/.exec(body)?.[1];
      cells[columnIndex(letters)] = {
        value: type === 'inlineStr' ? decode(text) : Number(number),
        style: style ?? null,
        formula: body.includes('<f'),
      };
    }
    return cells;
  });
}

/** Files of the package as text, sheets as rows of cells, names of the sheets. */
export function readXlsx(bytes: Uint8Array): {
  files: Record<string, string>;
  sheets: (ReadCell | undefined)[][][];
  names: string[];
} {
  const files = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]),
  );
  const names = [...(files['xl/workbook.xml'] ?? '').matchAll(/<sheet name="([^"]*)"/g)].map((m) =>
    decode(m[1] ?? ''),
  );
  return {
    files,
    sheets: names.map((_, i) => readSheet(files[`xl/worksheets/sheet${i + 1}.xml`] ?? '')),
    names,
  };
}
