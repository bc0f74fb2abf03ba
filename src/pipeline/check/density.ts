/**
 * Releases of arrears density that the site would serve (data/density/*.json): refused unless they are public, real and
 * withstand the attack, all of them together. Only the public form may lie in a folder that is built into a site.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRelease } from '../../lib/density/forms';
import { RULES, type Rules } from '../../lib/density/rules';
import type { Release } from '../../lib/density/types';
import { attackByLinearProgramming } from '../attack/lp';

export interface DensityFinding {
  /** Name of the file, or of the folder for findings about all files together. */
  file: string;
  it: string;
  en: string;
}

export interface DensityCheck {
  releases: { file: string; release: Release<'pubblica'> }[];
  findings: DensityFinding[];
}

/** No file is fine: the site then has no layer of this kind. Findings name zones, never figures. */
export async function checkReleases(dir: string, rules: Rules = RULES): Promise<DensityCheck> {
  const out: DensityCheck = { releases: [], findings: [] };
  if (!existsSync(dir)) return out;
  const files = readdirSync(dir)
    .filter((name) => name.endsWith('.json'))
    .sort();
  for (const file of files) {
    const refuse = (it: string, en: string) => out.findings.push({ file, it, en });
    const parsed = parseRelease(readFileSync(join(dir, file), 'utf8'));
    if (!parsed.ok) {
      refuse(parsed.it, parsed.en);
      continue;
    }
    const { release } = parsed;
    if (release.form !== 'pubblica') {
      refuse(
        'È la forma per il pianificatore, che non si serve mai dal sito. Metti qui solo «densita-pubblica.json».',
        'This is the planner’s form, which the site never serves. Only put "densita-pubblica.json" here.',
      );
      continue;
    }
    if (release.simulated) {
      refuse(
        'I dati sono simulati e non entrano nel sito costruito.',
        'The data are simulated and never enter the built site.',
      );
      continue;
    }
    if (
      release.rules.households < rules.households ||
      release.rules.inArrears < rules.inArrears ||
      release.rules.notInArrears < rules.notInArrears ||
      release.rules.protection < rules.protection
    ) {
      refuse(
        'È stata fatta con regole meno severe di quelle della casa (src/lib/density/rules.ts).',
        'It was made under weaker rules than the house’s (src/lib/density/rules.ts).',
      );
      continue;
    }
    out.releases.push({ file, release });
  }
  if (out.releases.length === 0) return out;
  const { exposures, contradictions, unsettled } = await attackByLinearProgramming(
    out.releases.map((r) => r.release),
    { rules },
  );
  const together = out.releases.map((r) => r.file).join(', ');
  if (contradictions > 0)
    out.findings.push({
      file: together,
      it: 'I file si contraddicono: non parlano della stessa popolazione.',
      en: 'The files contradict each other: they are not about the same population.',
    });
  if (unsettled > 0)
    out.findings.push({
      file: together,
      it: `La prova di attacco non è finita in tempo: ${unsettled} dati riservati restano da provare.`,
      en: `The attack did not end in time: ${unsettled} withheld figures are still to be tried.`,
    });
  for (const e of exposures.slice(0, 50))
    out.findings.push({
      file: together,
      it: `Un dato riservato si può ricavare (${e.kind}): ${e.figure}. Rifai la pubblicazione con --previous.`,
      en: `A withheld figure can be told (${e.kind}): ${e.figure}. Make the release again with --previous.`,
    });
  return out;
}
