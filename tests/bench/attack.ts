/**
 * `npx tsx tests/bench/attack.ts [--rows N]`: what proving a release costs. A synthetic ledger of the whole region (166,000
 * dwellings unless told) is summed and protected, and both forms are attacked together, as the build does with a release
 * that an office puts into data/density/. Prints; fails nothing. Seconds belong to a machine: they are told as parts of
 * the half hour that the tests may take.
 */
import { attack } from '../../src/lib/density/attack';
import { publicForm } from '../../src/lib/density/forms';
import { Intake } from '../../src/lib/density/intake';
import { protectWithReport } from '../../src/lib/density/protect';
import { readGround } from '../../src/pipeline/arrears/frame';
import { sample } from '../../src/pipeline/arrears/sample';
import { attackByLinearProgramming } from '../../src/pipeline/attack/lp';

const CI_SECONDS = 30 * 60;
const at = process.argv.indexOf('--rows');
const rows = at < 0 ? 166_000 : Number(process.argv[at + 1]);

const report = (name: string, seconds: number, told: string): void =>
  console.log(
    `| ${name} | ${seconds.toFixed(1)} s | ${((100 * seconds) / CI_SECONDS).toFixed(1)} % | ${told} |`,
  );

const ground = readGround('data');
const intake = new Intake({ frame: ground.frame, locator: ground.locator });
intake.start('registro.csv');
const encoder = new TextEncoder();
for (const text of sample(
  { rows, seed: 1, days: ['2026-06-30'], style: 'it', owner: null, canary: false },
  ground,
))
  intake.push(encoder.encode(text));
intake.end();
const part = intake.finish();

console.log('| step | time | of the 30 minutes of the tests | result |\n| --- | ---: | ---: | --- |');
let start = performance.now();
const lap = (): number => {
  const seconds = (performance.now() - start) / 1000;
  start = performance.now();
  return seconds;
};
const { release, rounds } = protectWithReport(part, { zones: ground.frame });
report(
  'protect',
  lap(),
  `${release.zones.length} zones, ${release.figures.length} rows, ${rounds} round(s) of repair`,
);
const files = [release, publicForm(release)];
lap();
const told = attack(files);
report('attack by propagation, both forms', lap(), `${told.length} figures told`);
const { exposures, unsettled, programmes } = await attackByLinearProgramming(files);
report(
  'attack by linear programming, both forms',
  lap(),
  `${exposures.length} figures told, ${unsettled} not settled, ${programmes} programmes`,
);
