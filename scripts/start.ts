/** `npm start`: data, site, server; says each step and how long it took. A site that is up to date is not built again. */
import { buildData, buildSite, siteIsCurrent } from './site';
import { serveAndSay } from './serve';
import { duration, say } from './steps';

const STEPS = 3;
const began = Date.now();

const title = (step: number, it: string, en: string) => console.log(`\n[${step}/${STEPS}] ${say(it, en)}`);

async function timed(run: () => Promise<number>): Promise<number> {
  const start = Date.now();
  const code = await run();
  if (code === 0)
    console.log(say(`fatto in ${duration(Date.now() - start)}`, `done in ${duration(Date.now() - start)}`));
  return code;
}

function stop(code: number, it: string, en: string): never {
  console.error(`\n${say(it, en)}`);
  process.exit(code);
}

title(1, 'Dati: da data/ a static/data/', 'Data: from data/ to static/data/');
const data = await timed(() => buildData());
if (data !== 0) {
  stop(
    data,
    'I dati hanno errori (qui sopra, con file e riga): il sito non viene costruito. Dopo averli corretti, di nuovo: npm start',
    'The data have errors (above, with file and line): the site is not built. Once mended, again: npm start',
  );
}

title(2, 'Sito: pagine in build/', 'Site: pages into build/');
if (siteIsCurrent()) {
  console.log(
    say(
      "già aggiornato, nulla è cambiato dall'ultima volta",
      'up to date, nothing has changed since last time',
    ),
  );
} else {
  const site = await timed(() => buildSite());
  if (site !== 0) {
    stop(
      site,
      "La costruzione del sito è fallita: l'errore è qui sopra. Se mancano pacchetti: npm ci",
      'Building the site failed: the error is above. If packages are missing: npm ci',
    );
  }
}

title(3, 'Server', 'Server');
const code = await serveAndSay();
if (code !== null) process.exit(code);
console.log(say(`Pronto in ${duration(Date.now() - began)}.`, `Ready in ${duration(Date.now() - began)}.`));
