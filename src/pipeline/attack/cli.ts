/**
 * `tsx src/pipeline/attack/cli.ts FILE.json [...]`: tries to tell withheld figures from these releases, all together.
 * Exit code 1 when something can be told, or when time ran out before all was tried. The figures themselves are printed only with `--bounds`.
 */
import { readFileSync } from 'node:fs';
import { parseRelease } from '../../lib/density/forms';
import type { AnyRelease } from '../../lib/density/attack-system';
import { attackByLinearProgramming } from './lp';

const args = process.argv.slice(2);
const withBounds = args.includes('--bounds');
const paths = args.filter((a) => !a.startsWith('--'));
if (paths.length === 0) {
  console.error('Uso: tsx src/pipeline/attack/cli.ts FILE.json [...] [--bounds]');
  process.exit(2);
}
const files: AnyRelease[] = [];
for (const path of paths) {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    console.error(`${path}: il file non si può leggere.`);
    process.exit(2);
  }
  const parsed = parseRelease(text);
  if (!parsed.ok) {
    console.error(`${path}: ${parsed.it}`);
    process.exit(2);
  }
  files.push(parsed.release);
}
const started = Date.now();
const { exposures, contradictions, unsettled, parts, largest, programmes } =
  await attackByLinearProgramming(files);
console.log(
  `${files.length} file, ${files.reduce((n, f) => n + f.figures.length, 0)} righe; ${parts} parti (la più grande di ${largest} incognite), ` +
    `${programmes} programmi lineari, ${((Date.now() - started) / 1000).toFixed(1)} s.`,
);
if (contradictions > 0) console.log(`I file si contraddicono in ${contradictions} punti.`);
for (const e of exposures.slice(0, 200))
  console.log(`- ${e.kind}: ${e.figure}${withBounds ? ` [${e.bounds.join(', ')}]` : ''}`);
// What the attack had no time to settle is not proved safe.
if (unsettled > 0) console.log(`Dati riservati non ancora provati, per mancanza di tempo: ${unsettled}.`);
console.log(
  exposures.length > 0
    ? `Dati riservati che si possono ricavare: ${exposures.length}.`
    : unsettled > 0
      ? 'Nessun dato riservato ricavato finora: la prova non è completa.'
      : 'Nessun dato riservato si può ricavare.',
);
process.exitCode = exposures.length === 0 && unsettled === 0 ? 0 : 1;
