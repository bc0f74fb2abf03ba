/**
 * "Contratti di Quartiere": the story for the council commission. The five areas of Milano under the Contratti di Quartiere
 * II, what the documents of 2017 and 2023 say of them, where they disagree and what nobody says.
 */
import type { Fact, Facts } from '../../schema/served';
import type { Row, SourceId } from '../../schema/tables';
import { NO_FACETS } from '../facets';
import { formatDate, formatEuro, formatNumber, kindWords, type Lang } from '../figures';
import type { Index } from '../select';
import { statedSides } from '../stated';
import { firstDay, labAt, lastDay, span, yearsBetween } from '../time';
import {
  cameraFor,
  citeOf,
  dayAfter,
  dayBefore,
  Evidence,
  formatDays,
  inWords,
  mergeCites,
  type Cite,
  type Story,
  type StoryBlock,
  type StoryDispute,
  type StoryFigure,
  type StoryPhase,
  type StoryStep,
  type StoryView,
} from './story';

export const ID = 'contratti-di-quartiere';
const PROGRAMME = 'cdq2';
const LABS = 'milano-ldq';
const MILANO = '015146';
/** The commission's papers: guidelines of 2017, activities of 2023. */
const Y17: SourceId = 'milano-2017';
const Y23: SourceId = 'milano-2023';

/** The components of the works are printed in Italian. */
const COMPONENTS_EN: Record<string, string> = {
  'ERP Nord': 'ERP North',
  'ERP Sud': 'ERP South',
  'Infrastrutture/Servizi': 'Infrastructure/Services',
};

/** Every map shows the programme's own projects, areas and labs, and no others. */
const FACETS = { ...NO_FACETS, programmes: [PROGRAMME] };
/** Room beside the outermost points for the names under them, on a map of REFERENCE_PX. */
const NAMES_PX = 56;

/** How many disagreements a wall can hold; the others are on the page. */
const DISPUTES_ON_WALL = 7;

interface Place {
  project: Row<'projects'>;
  area: Row<'areas'>;
  lab: Row<'labs'>;
  sites: Row<'lab_sites'>[];
  name: string;
}

class Teller {
  readonly places: readonly Place[];

  constructor(
    readonly index: Index,
    readonly facts: Facts,
    readonly lang: Lang,
  ) {
    this.places = this.#findPlaces();
  }

  step(id: string): Evidence {
    return new Evidence(ID, id, this.index, this.lang);
  }

  say(it: string, en: string): string {
    return this.lang === 'it' ? it : en;
  }

  date(date: string): string {
    return formatDate(date, this.lang);
  }

  /** The date of a document, which stands for data that the document does not date. */
  documentDay(source: SourceId): string {
    return this.index.documentDate.get(source) ?? this.step('*').fail(`no document ${source}`);
  }

  /** The five: projects of the programme in Milano, each with its area and its lab, in the order of the slides of 2017. */
  #findPlaces(): Place[] {
    const at = this.step('*');
    const places = this.index.catalog.projects
      .filter((p) => p.programme_id === PROGRAMME)
      .flatMap((project): Place[] => {
        const areaIds = (this.index.placesOf.get(project.project_id) ?? []).flatMap((p) =>
          p.area_id === null ? [] : [p.area_id],
        );
        const area = this.index.areaById.get(areaIds[0] ?? '');
        if (area?.istat_code !== MILANO) return [];
        const lab =
          this.index.catalog.labs.find((l) => l.project_id === project.project_id) ??
          at.fail(`no lab of ${project.project_id}`);
        return [
          {
            project,
            area,
            lab,
            sites: this.index.sitesOf.get(lab.lab_id) ?? [],
            name: this.say(area.name, area.name_en),
          },
        ];
      });
    // The order of the slides of 2017, which people in the room know.
    const line = ({ area }: Place) =>
      Number.parseInt(
        at.fact({ subject: area.area_id, indicator: 'residents', source: Y17, dimension: null }).lines ?? '',
        10,
      );
    places.sort((a, b) => line(a) - line(b));
    if (places.length !== 5) at.fail(`the words speak of five areas, the release has ${places.length}`);
    return places;
  }
}

const points = (places: readonly Place[]) =>
  places.flatMap(({ area }) =>
    area.lon === null || area.lat === null ? [] : [{ lon: area.lon, lat: area.lat }],
  );

const wholeView = (t: Teller, patch: Partial<StoryView> = {}): StoryView => ({
  camera: cameraFor(points(t.places), 0, NAMES_PX),
  layers: ['aree'],
  date: t.documentDay(Y23),
  selection: null,
  facets: FACETS,
  ...patch,
});

// --- 1: the region and the programme -------------------------------------------------------------------------------

function region(t: Teller): StoryStep {
  const id = 'regione';
  const at = t.step(id);
  const { catalog } = t.index;
  const programme =
    catalog.programmes.find((p) => p.programme_id === PROGRAMME) ?? at.fail(`no programme ${PROGRAMME}`);
  const start = programme.start ?? at.fail(`no start of programme ${PROGRAMME}`);
  const aim =
    at.facts({ subject: PROGRAMME, indicator: 'objective_statement' })[0] ??
    at.fail('no objective of the programme');

  const all = at.byId('irsa-0056', PROGRAMME);
  const national = at.byId('irsa-0057', PROGRAMME);
  const ongoing = at.byId('irsa-0058', PROGRAMME);
  const regional = at.byId('irsa-0059', PROGRAMME);
  const completed = at.byId('irsa-0060', PROGRAMME);
  if (at.number(national) + at.number(regional) !== at.number(all))
    at.fail('national and regional contracts are not all of them');
  const labs = at.byId('m17-0048', LABS);
  if (at.number(labs) !== t.places.length) at.fail(`${labs.id} does not count the areas of Milano`);

  const known = catalog.projects.filter((p) => p.programme_id === PROGRAMME).length;
  if (known !== t.places.length) at.fail(`${known} projects of ${PROGRAMME}, not all of them in Milano`);

  const money = (axis: string) =>
    catalog.funding.find((f) => f.programme_id === PROGRAMME && f.axis_id === axis) ??
    at.fail(`no amount of ${PROGRAMME} on ${axis}`);
  const amount = (row: Row<'project_funding'>) =>
    formatEuro(row.amount_eur ?? at.fail(`${row.funding_id} has no amount`), t.lang);
  const state = money('stato/cdq2');
  const region = money('regione/cdq2');

  return {
    id,
    title: t.say('I Contratti di Quartiere II in Lombardia', 'The Contratti di Quartiere II in Lombardy'),
    blocks: [
      {
        kind: 'text',
        text: t.say(
          `Programma avviato nel ${t.date(start)}: ${at.words(aim)}.`,
          `A programme started in ${t.date(start)}: ${at.words(aim)}.`,
        ),
        cites: mergeCites([citeOf(programme), citeOf(aim)]),
      },
      {
        kind: 'figures',
        items: [
          at.figure(all, t.say('contratti sottoscritti in Lombardia', 'contracts signed in Lombardy')),
          at.figure(
            national,
            t.say('nazionali, cofinanziati dal Ministero', 'national, co-financed by the Ministry'),
          ),
          at.figure(
            ongoing,
            t.say(
              `nazionali ancora in corso, su ${at.words(national)}`,
              `national still under way, of ${at.words(national)}`,
            ),
          ),
          at.figure(
            labs,
            t.say('ambiti a Milano, ognuno con un laboratorio', 'areas in Milano, each with a lab'),
          ),
          at.figure(regional, t.say('regionali', 'regional')),
          at.figure(
            completed,
            t.say(
              `regionali completati, su ${at.words(regional)}`,
              `regional completed, of ${at.words(regional)}`,
            ),
          ),
        ],
      },
      {
        kind: 'text',
        text: t.say(
          `Nazionali: ${kindWords(state.kind, 'it')} ${amount(state)}. Regionali: ${kindWords(region.kind, 'it')} circa ${amount(region)}. Sono importi di tipo diverso: non si sommano. Nessun documento elenca tutti i contratti.`,
          `National: ${kindWords(state.kind, 'en')} ${amount(state)}. Regional: ${kindWords(region.kind, 'en')} about ${amount(region)}. They are amounts of different kinds and are not added. No document lists all the contracts.`,
        ),
        cites: mergeCites([citeOf(state), citeOf(region)]),
      },
    ],
    view: {
      camera: null,
      layers: ['comuni'],
      date: t.documentDay(Y23),
      selection: { kind: 'comune', id: MILANO },
      facets: FACETS,
    },
    caption: t.say(
      `Sulla mappa: comuni per numero di progetti del programma. Sono ${formatNumber(known, 'it', 0)}, tutti a Milano, in evidenza; degli altri contratti l’atlante non ha il luogo.`,
      `On the map: municipalities by number of projects of the programme. They are ${formatNumber(known, 'en', 0)}, all in Milano, outlined; of the other contracts the atlas has no place.`,
    ),
  };
}

// --- 2: the five areas at a glance ---------------------------------------------------------------------------------

const COLUMNS = ['residents', 'nuclei', 'dwellings_erp', 'dwellings_works'] as const;

function columnWords(t: Teller, column: (typeof COLUMNS)[number]): string {
  switch (column) {
    case 'residents':
      return t.say('abitanti', 'residents');
    case 'nuclei':
      return t.say('nuclei', 'households');
    case 'dwellings_erp':
      return t.say('alloggi ERP', 'ERP dwellings');
    case 'dwellings_works':
      return t.say('alloggi in intervento', 'dwellings under works');
  }
}

function overview(t: Teller): StoryStep {
  const id = 'cinque-aree';
  const at = t.step(id);
  const stated = (place: Place, indicator: string, source: SourceId = Y17) =>
    at.facts({ subject: place.area.area_id, indicator, source, dimension: null });
  const one = (place: Place, indicator: string) =>
    at.fact({ subject: place.area.area_id, indicator, source: Y17, dimension: null });
  const rows = t.places.map((place) => {
    const facts = COLUMNS.map((column) => one(place, column));
    const share = one(place, 'share_dwellings_works');
    return {
      name: place.name,
      cells: [
        ...facts.map((fact, i) => at.figure(fact, columnWords(t, COLUMNS[i] ?? 'residents'))),
        at.figure(share, t.say('degli alloggi ERP', 'of the ERP dwellings')),
      ],
      cite: mergeCites(facts.map(citeOf))[0] ?? citeOf(share),
    };
  });

  const above = t.places.filter(
    (place) => at.number(one(place, 'nuclei')) > at.number(one(place, 'dwellings_erp')),
  );
  const differ = t.places.filter((place) =>
    COLUMNS.some((column) =>
      stated(place, column, Y23).some((fact) => at.number(fact) !== at.number(one(place, column))),
    ),
  );
  if (differ.length > 0)
    at.fail(
      `the words say that 2023 repeats the figures of 2017, but not for ${differ.map((p) => p.area.area_id).join(', ')}`,
    );
  const dating =
    t.facts.contradictions.find(
      (c) =>
        c.subject_id === PROGRAMME && c.source_a === Y17 && c.source_b === Y23 && c.indicator_id === null,
    ) ?? at.fail('no record that 2017 and 2023 date the figures differently');

  const which =
    above.length === t.places.length
      ? t.say('In tutte e cinque le aree', 'In all five areas')
      : t.say(
          `In ${formatNumber(above.length, 'it')} aree su cinque`,
          `In ${formatNumber(above.length, 'en')} of the five areas`,
        );
  return {
    id,
    title: t.say('Le cinque aree di Milano', 'The five areas of Milano'),
    blocks: [
      {
        kind: 'table',
        caption: t.say(
          'Abitanti, nuclei e alloggi delle cinque aree',
          'Residents, households and dwellings of the five areas',
        ),
        columns: [
          ...COLUMNS.map((c) => columnWords(t, c)),
          t.say('in intervento, su alloggi ERP (calcolato)', 'under works, of ERP dwellings (computed)'),
        ],
        rows,
      },
      {
        kind: 'text',
        text: t.say(
          `${which} i nuclei sono più degli alloggi ERP: non sono i soli nuclei ERP, e non servono da denominatore per la morosità.`,
          `${which} there are more households than ERP dwellings: they are not only ERP households, and are no denominator for arrears.`,
        ),
        cites: [],
      },
      {
        kind: 'text',
        text: t.say(
          `Cifre senza data, presentate il ${t.date(t.documentDay(Y17))}. Nel ${t.documentDay(Y23).slice(0, 4)} gli stessi numeri sono riferiti all’avvio di ciascun programma: non dicono quanti siano oggi.`,
          `Undated figures, presented on ${t.date(t.documentDay(Y17))}. In ${t.documentDay(Y23).slice(0, 4)} the same numbers are said to be of the start of each programme: they do not say how many there are today.`,
        ),
        cites: [{ source_id: dating.source_b, lines: dating.lines_b }],
      },
    ],
    view: wholeView(t, { date: t.documentDay(Y17) }),
    caption: t.say(
      'Sulla mappa: le cinque aree. Il cerchio tratteggiato è l’errore della posizione, non il perimetro.',
      'On the map: the five areas. The dashed circle is the error of the position, not the perimeter.',
    ),
  };
}

// --- 3-7: one step an area -----------------------------------------------------------------------------------------

/** Premises with an address that a document states. */
const premises = (place: Place, source: SourceId): Row<'lab_sites'>[] =>
  place.sites.filter((s) => s.address !== null && s.source_id === source);

/** What the document of 2023 says of the lab's contract and future. */
const scenarioOf = (at: Evidence, { lab }: Place): Fact =>
  at.fact({ subject: lab.lab_id, indicator: 'process_statement', source: Y23, dimension: 'scenario' });

const sameAddress = (a: string | null, b: string | null): boolean =>
  a !== null && a.toLowerCase() === b?.toLowerCase();

function areaProgress(t: Teller, at: Evidence, place: Place): StoryBlock {
  const components = at.facts({ subject: place.project.project_id, indicator: 'progress_pct' });
  if (components.length === 0) at.fail(`no progress_pct of ${place.project.project_id}`);
  const report = t.documentDay(Y17);
  at.none({ subject: place.project.project_id, indicator: 'progress_pct' }, (f) => f.source_id === Y17);
  const forecast = at.fact({ subject: PROGRAMME, indicator: 'works_end_forecast', source: Y17 });
  const later = at.fact({ subject: PROGRAMME, indicator: 'works_state', source: Y23 });
  const due = forecast.data_date ?? at.fail(`${forecast.id} has no date`);
  const gone = span(due).end < t.documentDay(Y23);
  const age = yearsBetween(report, t.documentDay(Y23));
  return {
    kind: 'progress',
    components: components.map((fact) => {
      const name = fact.dimension ?? '';
      return at.figure(fact, t.lang === 'it' ? name : (COMPONENTS_EN[name] ?? name), t.date(report));
    }),
    notes: [
      t.say(
        `Rapporto del ${t.date(report)}, ${age} anni prima dell’ultimo documento; base delle percentuali non indicata.`,
        `Report of ${t.date(report)}, ${age} years before the last document; base of the percentages not given.`,
      ),
      t.say(
        `Fine lavori prevista allora: ${at.words(forecast)}.`,
        `End of works forecast then: ${at.words(forecast)}.`,
      ) +
        (gone
          ? t.say(
              ' La data è passata e non esiste una percentuale successiva.',
              ' The date has gone by and there is no later percentage.',
            )
          : ''),
      `${t.date(later.data_date ?? t.documentDay(Y23))}: ${at.words(later)}.`,
    ],
    cites: mergeCites([...components, forecast, later].map(citeOf)),
  };
}

function areaTerms(t: Teller, at: Evidence, place: Place): StoryBlock {
  const old = premises(place, Y17);
  const now = premises(place, Y23);
  if (old.length === 0) at.fail(`no premises of ${place.lab.lab_id} in ${Y17}`);
  const [site] = now;
  if (!site || now.length > 1) at.fail(`${now.length} premises of ${place.lab.lab_id} in ${Y23}, not one`);
  const statement = at.fact({ subject: place.lab.lab_id, indicator: 'site_statement', source: Y23 });
  const scenario = scenarioOf(at, place);
  const addresses = old.map((s) => `${s.address ?? ''}${s.owner === null ? '' : ` (${s.owner})`}`);
  const stays = old.some((s) => sameAddress(s.address, site?.address ?? null));
  const moved = stays
    ? old.length === 1
      ? t.say('La stessa sede. ', 'The same premises. ')
      : t.say('La prima delle due. ', 'The first of the two. ')
    : t.say('Sede diversa. ', 'Other premises. ');
  const left = at
    .facts({ subject: place.project.project_id, indicator: 'works_state', source: Y17 })
    .map((f) => ({ text: at.words(f), cite: citeOf(f) }));
  const disputes = disputesOf(t, (c) => c.subject_id === place.area.area_id && c.indicator_id !== null);
  const shown = disputes.slice(0, disputes.length > 2 ? 1 : 2);
  // Of whatever document, as the page that lists them all counts them.
  const others =
    t.facts.contradictions.filter((c) => c.subject_id === place.area.area_id).length - shown.length;

  return {
    kind: 'terms',
    items: [
      ...(left.length === 0
        ? []
        : [
            {
              term: t.say('Da fare nel 2017', 'To be done in 2017'),
              text: left.map((l) => l.text).join('; '),
              cites: left.map((l) => l.cite),
            },
          ]),
      {
        term: t.say('Laboratorio, 2017', 'Lab, 2017'),
        text:
          inWords(addresses, t.lang) +
          (old.length > 1
            ? t.say(': due elenchi nello stesso documento', ': two lists in the same document')
            : ''),
        cites: mergeCites(old.map(citeOf)),
      },
      {
        term: t.say('Laboratorio, 2023', 'Lab, 2023'),
        text: moved + at.words(statement),
        cites: mergeCites([citeOf(statement)]),
      },
      {
        term: t.say('Scenario del 2023', 'Scenario of 2023'),
        text: at.words(scenario),
        cites: [citeOf(scenario)],
      },
      ...(disputes.length === 0
        ? []
        : [
            {
              term: t.say('I documenti non concordano', 'The documents disagree'),
              text:
                shown.map((d) => d.what).join('; ') +
                (others > 0
                  ? t.say(`; altre ${others} in Trasparenza`, `; ${others} more in Transparency`)
                  : ''),
              cites: mergeCites(shown.flatMap((d) => [d.cite_a, d.cite_b])),
            },
          ]),
    ],
  };
}

function area(t: Teller, place: Place): StoryStep {
  const id = place.area.area_id;
  const at = t.step(id);
  const municipio = at.fact({
    subject: id,
    indicator: 'context_statement',
    source: Y23,
    dimension: 'Municipio',
  });
  const figure = (indicator: (typeof COLUMNS)[number]): StoryFigure =>
    at.figure(at.fact({ subject: id, indicator, source: Y17, dimension: null }), columnWords(t, indicator));
  return {
    id,
    title: `${place.name} · ${at.words(municipio)}`,
    blocks: [
      { kind: 'figures', items: COLUMNS.map(figure) },
      areaProgress(t, at, place),
      areaTerms(t, at, place),
    ],
    view: {
      camera: cameraFor(points([place]), 1_500),
      layers: ['aree', 'laboratori', 'avanzamento'],
      date: t.documentDay(Y23),
      selection: { kind: 'area', id },
      facets: FACETS,
    },
    caption: t.say(
      `Sulla mappa: posizione (errore circa ${formatNumber(place.area.error_m ?? at.fail(`${id} has no error_m`), 'it', 0)} m), avanzamento, sede del laboratorio.`,
      `On the map: position (within about ${formatNumber(place.area.error_m ?? 0, 'en', 0)} m), progress, lab premises.`,
    ),
  };
}

// --- 8: the labs over time -----------------------------------------------------------------------------------------

function labsOverTime(t: Teller): StoryStep {
  const id = 'laboratori-nel-tempo';
  const at = t.step(id);
  const first = at.byId('m17-0052', LABS);
  const second = at.byId('m17-0054', LABS);
  const planned = at.byId('m17-0060', LABS);
  const third = at.byId('m23-0034', LABS);
  const fourth = at.byId('m23-0046', LABS);
  const teams = at.byId('m17-0049', LABS);
  const technician = at.byId('m17-0055', LABS);
  const six = at.byId('m23-0039', LABS);
  const professionals = at.byId('m23-0040', LABS);

  const phase = (dated: Fact, words: Fact, figure: StoryFigure): StoryPhase => {
    const interval = dated.data_date ?? at.fail(`${dated.id} has no date`);
    return { ...span(interval), period: t.date(interval), text: at.words(words), figure, gap: false };
  };
  const phases = [
    phase(first, first, at.figure(teams, t.say('équipe', 'teams'))),
    phase(
      technician,
      second,
      at.figure(
        technician,
        t.say('tecnico esterno per cinque laboratori', 'external technician for five labs'),
      ),
    ),
    phase(
      third,
      third,
      at.figure(six, t.say('persone per cinque laboratori (calcolato)', 'people for five labs (computed)')),
    ),
    phase(
      fourth,
      fourth,
      at.figure(
        professionals,
        t.say('professionisti esterni, uno per laboratorio', 'external professionals, one for each lab'),
      ),
    ),
  ];
  const items = phases.flatMap((p, i): StoryPhase[] => {
    const next = phases[i + 1];
    if (!next || dayAfter(p.end) >= next.start) return [p];
    const start = dayAfter(p.end);
    const end = dayBefore(next.start);
    const gap: StoryPhase = {
      start,
      end,
      period: formatDays(start, end, t.lang),
      text: t.say('Nessun contratto dichiarato', 'No contract stated'),
      figure: null,
      gap: true,
    };
    return [p, gap];
  });
  const firstGap =
    items.find((p) => p.gap) ?? at.fail('the words speak of gaps between contracts, there is none');

  return {
    id,
    title: t.say('I laboratori nel tempo: contratti e vuoti', 'The labs over time: contracts and gaps'),
    blocks: [
      {
        kind: 'phases',
        caption: t.say('Chi ha gestito i cinque laboratori, per periodo', 'Who ran the five labs, by period'),
        items,
        cites: mergeCites([first, second, third, fourth, teams, technician, six, professionals].map(citeOf)),
      },
      {
        kind: 'text',
        text: t.say(
          `Il documento del 2017 annuncia la nuova équipe per il ${t.date(planned.data_date ?? '')}; quello del 2023 la data ${t.date(third.data_date ?? '')} e non nomina il periodo ${t.date(second.data_date ?? '')}.`,
          `The document of 2017 announces the new team for ${t.date(planned.data_date ?? '')}; that of 2023 dates it ${t.date(third.data_date ?? '')} and does not name the period ${t.date(second.data_date ?? '')}.`,
        ),
        cites: mergeCites([citeOf(planned), citeOf(third)]),
      },
    ],
    view: wholeView(t, { layers: ['aree', 'laboratori'], date: firstGap.start }),
    caption: t.say(
      `Sulla mappa: i laboratori al ${t.date(firstGap.start)}, a contratti scaduti.`,
      `On the map: the labs on ${t.date(firstGap.start)}, after the contracts had ended.`,
    ),
  };
}

// --- 9: contract ends and scenarios --------------------------------------------------------------------------------

/** Scheduled end of the contract of each lab, as the document of 2023 states it. */
function contractEnd(at: Evidence, place: Place): string {
  const site = premises(place, Y23)[0] ?? at.fail(`no premises of ${place.lab.lab_id} in ${Y23}`);
  return lastDay(site.valid_to ?? at.fail(`no contract end of ${place.lab.lab_id}`));
}

function contractEnds(t: Teller): StoryStep {
  const id = 'scadenze';
  const at = t.step(id);
  const ends = t.places
    .map((place) => ({
      place,
      day: contractEnd(at, place),
      scenario: scenarioOf(at, place),
    }))
    .sort((a, b) => a.day.localeCompare(b.day));
  // Areas with the same end and the same scenario are told together.
  const same = (e: (typeof ends)[number]) => `${e.day} ${at.words(e.scenario)}`;
  const groups = [...new Set(ends.map(same))].map((key) => ends.filter((e) => same(e) === key));
  const people = at.byId('m23-0040', LABS);
  const quarters = at.byId('m23-0118', LABS);
  const years = at.byId('m23-0119', LABS);
  const continuity = at.byId('m23-0109', LABS);
  return {
    id,
    title: t.say(
      'Scadenze e scenari, visti da gennaio 2023',
      'Contract ends and scenarios, seen from January 2023',
    ),
    blocks: [
      {
        kind: 'figures',
        items: [
          at.figure(
            people,
            t.say('professionisti esterni, uno per laboratorio', 'external professionals, one for each lab'),
          ),
          at.figure(
            quarters,
            t.say(
              'quartieri nella gara ipotizzata; i nomi scritti accanto sono tre',
              'areas in the tender that is considered; the names beside it are three',
            ),
          ),
          at.figure(years, t.say('durata minima del nuovo servizio', 'least length of the new service')),
        ],
      },
      {
        kind: 'terms',
        items: groups.map((group) => ({
          term: `${t.date(group[0]?.day ?? '')} · ${inWords(
            group.map((e) => e.place.name),
            t.lang,
          )}`,
          text: at.words(group[0]?.scenario ?? at.fail('an empty group')),
          cites: mergeCites(group.map((e) => citeOf(e.scenario))),
        })),
      },
      {
        kind: 'text',
        text: t.say(
          `${at.words(continuity)}. Sono scenari del ${t.date(t.documentDay(Y23))}: nessun documento dice che cosa sia accaduto dopo.`,
          `${at.words(continuity)}. These are scenarios of ${t.date(t.documentDay(Y23))}: no document says what happened afterwards.`,
        ),
        cites: [citeOf(continuity)],
      },
    ],
    view: wholeView(t, { layers: ['aree', 'laboratori'] }),
    caption: t.say(
      `Sulla mappa: i laboratori al ${t.date(t.documentDay(Y23))}.`,
      `On the map: the labs on ${t.date(t.documentDay(Y23))}.`,
    ),
  };
}

// --- 10: where the documents disagree ------------------------------------------------------------------------------

const inPapers = (c: Row<'contradictions'>): boolean =>
  [c.source_a, c.source_b].some((source) => source === Y17 || source === Y23);

const told = (t: Teller, c: Row<'contradictions'>): StoryDispute => ({
  id: c.contradiction_id,
  what: t.say(c.what_it, c.what_en),
  ...statedSides(c, t.facts.indicators, t.lang),
  cite_a: { source_id: c.source_a, lines: c.lines_a },
  cite_b: { source_id: c.source_b, lines: c.lines_b },
});

/** Disagreements that involve one of the commission's papers; two records of the same one count once. */
function disputesOf(t: Teller, about: (c: Row<'contradictions'>) => boolean): StoryDispute[] {
  const seen = new Set<string>();
  const fresh = (c: Row<'contradictions'>): boolean => {
    if (c.indicator_id === null) return true;
    const key = [c.subject_id, c.indicator_id, ...[c.source_a, c.source_b].sort()].join(' ');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const found = t.facts.contradictions.filter((c) => about(c) && inPapers(c));
  return found.filter(fresh).map((c) => told(t, c));
}

function disagreements(t: Teller): StoryStep {
  const id = 'non-concordano';
  const at = t.step(id);
  const { places } = t;
  const ids = (of: (p: Place) => string) => new Set(places.map(of));
  const areas = ids((p) => p.area.area_id);
  const labs = ids((p) => p.lab.lab_id);
  const projects = ids((p) => p.project.project_id);
  const works = (c: Row<'contradictions'>) => c.subject_id === PROGRAMME || projects.has(c.subject_id);
  // Figures of the areas first, then the works, then the labs.
  const all = [
    ...disputesOf(t, (c) => areas.has(c.subject_id) && c.indicator_id !== null),
    ...disputesOf(t, (c) => works(c) && c.indicator_id !== null),
    ...disputesOf(t, (c) => works(c) && c.indicator_id === null),
    ...disputesOf(t, (c) => areas.has(c.subject_id) && c.indicator_id === null),
    ...disputesOf(t, (c) => labs.has(c.subject_id)),
    ...disputesOf(t, (c) => c.subject_id === LABS),
  ];
  if (all.length === 0) at.fail('no contradictions about the five areas');
  const shown = all.slice(0, DISPUTES_ON_WALL);
  const n = formatNumber(all.length, t.lang, 0);
  const elsewhere = t.facts.contradictions.filter(
    (c) =>
      (works(c) || areas.has(c.subject_id) || labs.has(c.subject_id) || c.subject_id === LABS) &&
      !inPapers(c),
  ).length;
  const rest = formatNumber(elsewhere, t.lang, 0);
  return {
    id,
    title: t.say('Dove i documenti non concordano', 'Where the documents disagree'),
    blocks: [
      {
        kind: 'text',
        text:
          t.say(
            `${n} discordanze su aree, lavori e laboratori: quelle in cui entra un documento del Comune del 2017 o del 2023. Entrambi i valori, senza scegliere.`,
            `${n} disagreements about areas, works and labs: those that involve a paper of the Municipality of 2017 or 2023. Both values, without choosing.`,
          ) +
          (elsewhere === 0
            ? ''
            : t.say(
                ` Altre ${rest}, fra altri documenti, sono in Trasparenza.`,
                ` ${rest} more, among other documents, are in Transparency.`,
              )),
        cites: [],
      },
      { kind: 'disputes', items: shown, more: all.slice(DISPUTES_ON_WALL) },
    ],
    view: wholeView(t, { layers: ['aree', 'laboratori'] }),
    caption: t.say('Sulla mappa: le aree e i loro laboratori.', 'On the map: the areas and their labs.'),
  };
}

// --- 11: what is not known -----------------------------------------------------------------------------------------

/** The households behind a share of one owner, `105 su 242`, as the same document counts them; null where it does not. */
function countsOf(t: Teller, share: Fact): { text: string; cites: Cite[] } | null {
  const number = (indicator: string) => {
    const found = t.index.facts.filter(
      (f) =>
        f.indicator_id === indicator &&
        f.subject_id === share.subject_id &&
        f.source_id === share.source_id &&
        f.owner === share.owner &&
        f.figure.state === 'value' &&
        !f.derived,
    );
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  const part = number('households_in_arrears');
  const whole = number('dwellings_assigned');
  if (part?.figure.state !== 'value' || whole?.figure.state !== 'value') return null;
  const [a, b] = [part.figure.value, whole.figure.value].map((n) => formatNumber(n, t.lang, 0));
  return { text: t.say(`${a} su ${b}`, `${a} of ${b}`), cites: [part, whole].map(citeOf) };
}

/** Where the documents disagree on the arrears of the five areas, whichever documents they are. */
function arrearsDisputes(t: Teller): StoryDispute[] {
  const areas = new Set(t.places.map((p) => p.area.area_id));
  return t.facts.contradictions
    .filter(
      (c) =>
        areas.has(c.subject_id) &&
        (c.indicator_id === 'share_in_arrears' || c.indicator_id === 'households_in_arrears'),
    )
    .map((c) => told(t, c));
}

/** What the documents have on arrears of the five areas, area by area: figures, a stated absence, or nothing. */
function arrears(t: Teller, at: Evidence): { text: string; cites: Cite[] } {
  const of = (place: Place) =>
    t.index.facts.filter((f) => f.theme === 'arrears' && f.subject_id === place.area.area_id);
  const numeric = (f: Fact) => f.figure.state === 'value' || f.figure.state === 'zero';
  const withFigures = t.places.filter((p) => of(p).some(numeric));
  const withAny = t.places.filter((p) => of(p).length > 0 && !withFigures.includes(p));
  const without = t.places.filter((p) => of(p).length === 0);
  const cites: Cite[] = [];
  const parts: string[] = [];
  for (const place of withFigures) {
    // The shares of each owner as stated: other splits would need another sentence.
    const shares = of(place).filter(
      (f) => f.indicator_id === 'share_in_arrears' && numeric(f) && !f.derived && f.owner !== null,
    );
    const [first] = shares;
    cites.push(...(first ? shares : of(place).filter(numeric).slice(0, 1)).map(citeOf));
    if (!first) {
      parts.push(
        t.say(
          `${place.name}: cifre nella scheda dell’area`,
          `${place.name}: figures on the page of the area`,
        ),
      );
      continue;
    }
    const counts = shares.map((f) => countsOf(t, f));
    cites.push(...counts.flatMap((c) => (c === null ? [] : c.cites)));
    const stated = inWords(
      shares.map((f, i) => {
        const count = counts[i] ?? null;
        return count === null
          ? `${at.words(f)} (${f.owner ?? ''})`
          : `${count.text} (${f.owner ?? ''}: ${at.words(f)})`;
      }),
      t.lang,
    );
    const limits = new Set(shares.map((f) => f.threshold_eur));
    const limit =
      limits.size === 1 && first.threshold_eur !== null ? formatEuro(first.threshold_eur, t.lang) : null;
    const counting =
      limit === null ? '' : t.say(`, contando i debiti oltre ${limit}`, `, counting debts above ${limit}`);
    const year = t.documentDay(first.source_id).slice(0, 4);
    parts.push(
      t.say(
        `${place.name}: famiglie morose ${stated}${counting}; altro perimetro, documento del ${year}`,
        `${place.name}: households in arrears ${stated}${counting}; another perimeter, document of ${year}`,
      ),
    );
  }
  for (const place of withAny) {
    const [first] = of(place);
    if (!first) continue;
    cites.push(citeOf(first));
    const absent =
      first.figure.state === 'missing' ? t.say(first.figure.text_it ?? '', first.figure.text_en ?? '') : '';
    parts.push(
      `${place.name}: ${absent === '' ? at.words(first) : absent.charAt(0).toLowerCase() + absent.slice(1)}`,
    );
  }
  if (without.length > 0) {
    parts.push(
      t.say(
        `${inWords(
          without.map((p) => p.name),
          'it',
        )}: nessun dato`,
        `${inWords(
          without.map((p) => p.name),
          'en',
        )}: no data`,
      ),
    );
  }
  const disputes = arrearsDisputes(t);
  const disagree = t.say('Non concordano', 'In disagreement');
  return {
    text: `${parts.join('. ')}.${disputes.length === 0 ? '' : `\n${disagree}: ${disputes.map((d) => d.what).join('; ')}.`}`,
    cites: mergeCites([...cites, ...disputes.flatMap((d) => [d.cite_a, d.cite_b])]),
  };
}

function unknown(t: Teller, used: readonly SourceId[]): StoryStep {
  const id = 'non-si-sa';
  const at = t.step(id);
  const report = t.documentDay(Y17);
  for (const place of t.places) {
    at.none(
      { subject: place.project.project_id, indicator: 'progress_pct' },
      (f) => span(f.data_date ?? t.documentDay(f.source_id)).end <= report,
    );
  }
  const forecast = at.fact({ subject: PROGRAMME, indicator: 'works_end_forecast', source: Y17 });
  const later = at.fact({ subject: PROGRAMME, indicator: 'works_state', source: Y23 });
  const ends = t.places.map((place) => contractEnd(at, place));
  const end = ends.sort().at(-1) ?? at.fail('no contract ends');
  const after = dayAfter(end);
  // A site without a stated end stays as it is on the map.
  const openEnded = t.places.filter((p) => labAt(p.sites, after).state !== 'unknown').map((p) => p.name);
  const errors = t.places.map((p) => p.area.error_m ?? at.fail(`${p.area.area_id} has no error_m`));
  const bounded = t.places.filter((p) => p.area.geometry !== null);
  const owed = arrears(t, at);
  return {
    id,
    title: t.say('Che cosa non si sa', 'What is not known'),
    blocks: [
      {
        kind: 'terms',
        items: [
          {
            term: t.say('A che punto sono i lavori', 'How far the works are'),
            text: t.say(
              `Nessuna percentuale dopo il ${t.date(report)}. La fine era prevista per ${at.words(forecast)}; nel ${t.documentDay(Y23).slice(0, 4)} i programmi sono detti in via di conclusione, non conclusi.`,
              `No percentage after ${t.date(report)}. The end was forecast for ${at.words(forecast)}; in ${t.documentDay(Y23).slice(0, 4)} the programmes are said to be nearing their end, not ended.`,
            ),
            cites: mergeCites([citeOf(forecast), citeOf(later)]),
          },
          {
            term: t.say('Abitanti e nuclei oggi', 'Who lives there now'),
            text: t.say(
              'Le cifre sono dell’avvio dei programmi, senza data.',
              'The figures are of the start of the programmes, undated.',
            ),
            cites: [],
          },
          { term: t.say('Morosità', 'Arrears'), ...owed },
          {
            term: t.say('I laboratori dopo i contratti', 'The labs after the contracts'),
            text: t.say(
              `L’ultima scadenza prevista è il ${t.date(end)}: dopo, nessun documento dice se siano aperti.`,
              `The last scheduled end is ${t.date(end)}: afterwards no document says whether they are open.`,
            ),
            cites: mergeCites(t.places.map((place) => citeOf(scenarioOf(at, place)))),
          },
          {
            term: t.say('Dove passano i confini', 'Boundaries'),
            text: t.say(
              `Perimetri ufficiali disponibili: ${bounded.length} su ${t.places.length}. Posizioni con errore fra ${formatNumber(Math.min(...errors), 'it', 0)} e ${formatNumber(Math.max(...errors), 'it', 0)} m.`,
              `Official perimeters at hand: ${bounded.length} of ${t.places.length}. Position errors: ${formatNumber(Math.min(...errors), 'en', 0)} to ${formatNumber(Math.max(...errors), 'en', 0)} m.`,
            ),
            cites: [],
          },
        ],
      },
      {
        kind: 'sources',
        items: used.map((source_id) => {
          const row =
            t.index.catalog.sources.find((s) => s.source_id === source_id) ??
            at.fail(`no document ${source_id}`);
          return { source_id, title: t.say(row.title, row.title_en), date: t.date(row.date) };
        }),
      },
    ],
    view: wholeView(t, { layers: ['aree', 'laboratori'], date: firstDay(after) }),
    caption:
      t.say(
        `Sulla mappa: i laboratori al ${t.date(after)}. Punto interrogativo: i documenti non lo dicono.`,
        `On the map: the labs on ${t.date(after)}. Question mark: the documents do not say.`,
      ) +
      (openEnded.length === 0
        ? ''
        : t.say(
            ` ${inWords(openEnded, 'it')}: una sede senza fine dichiarata.`,
            ` ${inWords(openEnded, 'en')}: premises without a stated end.`,
          )),
  };
}

// --- the story -----------------------------------------------------------------------------------------------------

const citesOf = (block: StoryBlock): Cite[] => {
  switch (block.kind) {
    case 'text':
    case 'progress':
    case 'phases':
      return block.cites;
    case 'figures':
      return block.items.map((f) => f.cite);
    case 'table':
      return block.rows.map((r) => r.cite);
    case 'terms':
      return block.items.flatMap((i) => i.cites);
    case 'disputes':
      return [...block.items, ...block.more].flatMap((d) => [d.cite_a, d.cite_b]);
    case 'sources':
      return [];
  }
};

/** Builds the story. Throws StoryError when the release does not have what it says. */
export function contrattiDiQuartiere(index: Index, facts: Facts, lang: Lang): Story {
  const t = new Teller(index, facts, lang);
  const first = [
    region(t),
    overview(t),
    ...t.places.map((p) => area(t, p)),
    labsOverTime(t),
    contractEnds(t),
    disagreements(t),
  ];
  const used = mergeCites([
    ...first.flatMap((s) => s.blocks.flatMap(citesOf)),
    ...arrears(t, t.step('non-si-sa')).cites,
  ]).map((c) => c.source_id);
  return {
    id: ID,
    title: t.say(
      'Contratti di Quartiere II: le cinque aree di Milano',
      'Contratti di Quartiere II: the five areas of Milano',
    ),
    intro: t.say(
      `Per la commissione consiliare. Ogni cifra viene dai documenti pubblici, con le righe in cui sta scritta; l’ultimo è del ${t.date(t.documentDay(Y23))}.`,
      `For the council commission. Every figure comes from the public documents, with the lines where it stands; the last is of ${t.date(t.documentDay(Y23))}.`,
    ),
    steps: [...first, unknown(t, used)],
  };
}
