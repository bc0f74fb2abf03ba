/** What the coverage analysis reads and what it answers. Serialisable: both cross to a worker and back. */
import type { MultiPolygon } from 'geojson';
import type { AxisLevel, SourceId } from '../../schema/tables';
import type { Question } from '../select';

/** A lab at one of its premises: over a period there may be several of one lab. */
export interface CoverageLab {
  id: string;
  name: string;
  name_en: string;
  /** Null where the documents or the maps give no point for the premises in use. */
  lon: number | null;
  lat: number | null;
  error_m: number | null;
  /** Where these premises are: one municipality where it is known, several where the lab's project spans several. */
  municipalities: readonly string[];
  /** Nobody says that it was in use: it may make a place uncertain, and covers none. */
  doubtful: boolean;
}

export interface CoverageMunicipality {
  istat_code: string;
  name: string;
  province_code: string;
  province: string;
  population: number | null;
  lon: number;
  lat: number;
  /** No point of it is farther from its reference point. */
  extent_km: number;
}

/** A number as a document states it. */
export interface Stated {
  value: number;
  basis: string | null;
  scope: string | null;
  data_date: string | null;
  source_id: SourceId;
  lines: string | null;
}

export interface CoverageArea {
  id: string;
  name: string;
  name_en: string;
  istat_code: string;
  lon: number | null;
  lat: number | null;
  error_m: number | null;
  /** Whether public housing stands there; the site of a single work is not ERP. */
  housing: boolean;
  /** The area that it is part of; its numbers do not add to those of the whole. */
  part_of: string | null;
  /** ERP dwellings by the newest document that states them. */
  dwellings: Stated | null;
  residents: Stated | null;
}

export interface CoverageProject {
  id: string;
  programme_id: string;
  /** Axes that fund it, with everything above them in the tree. */
  axes: readonly string[];
  municipalities: readonly string[];
}

export interface CoverageAxis {
  id: string;
  level: AxisLevel;
  depth: number;
  code: string | null;
  title_it: string;
  title_en: string;
}

/** All that does not change when the radius moves. */
export interface CoverageBase {
  /** The question of the rows; the answer carries it back. */
  question: Question;
  /** Labs count from this day to the question's; null: only those open at the day itself. */
  since: string | null;
  /** Labs open at the date, or at some time of the period, and those that may have been: wherever they are. */
  labs: readonly CoverageLab[];
  municipalities: readonly CoverageMunicipality[];
  /** Municipalities that a choice of provinces or municipalities leaves to be judged; null: all. */
  judged: ReadonlySet<string> | null;
  /** Class of housing need as printed, by municipality: also of those whose project was refused. */
  needs: ReadonlyMap<string, string>;
  areas: readonly CoverageArea[];
  /** Funded projects of the rows. */
  projects: readonly CoverageProject[];
  /** Funds and axes, parents first. */
  axes: readonly CoverageAxis[];
  programmes: readonly { id: string; name: string; name_en: string }[];
}

export interface CoverageInput extends CoverageBase {
  /** Zero: labs count in their own municipality alone. */
  radius_km: number;
}

/** `uncertain`: the interval straddles the radius, or only a lab that may not have been open is within it. */
export type ReachState = 'covered' | 'uncertain' | 'uncovered' | 'unplaced';
export const REACH_STATES: readonly ReachState[] = ['covered', 'uncertain', 'uncovered', 'unplaced'];

export interface Reach {
  /** Open lab whose stated point is nearest; null without one. */
  lab: string | null;
  /**
   * Least and greatest distance to the nearest open lab, given all errors: the least also of those that only may be open,
   * the greatest of those that surely are. Null: no bound is known.
   */
  min_km: number | null;
  max_km: number | null;
  state: ReachState;
  /** Open labs certainly within the radius; and those that may be open or within it. */
  labs_within: number;
  labs_maybe: number;
  /** Labs without a point, open or perhaps, that are or may be in this municipality. */
  labs_unplaced: number;
}

export interface MunicipalityReach extends Reach {
  istat_code: string;
  name: string;
  province_code: string;
  population: number | null;
  /** Funded projects and ERP areas of the rows. */
  projects: number;
  areas: number;
  /** Class of housing need as printed; null: no document gives one. */
  need: string | null;
  /** Among those that a choice of places leaves. */
  judged: boolean;
}

export interface AreaReach extends Reach {
  id: string;
  name: string;
  name_en: string;
  istat_code: string;
  housing: boolean;
  dwellings: Stated | null;
  residents: Stated | null;
}

/** A sum with how many places it counts and how many state no number. */
export interface Sum {
  places: number;
  sum: number;
  without: number;
}

export type ByState = Record<ReachState, Sum>;

export interface ProvinceReach {
  code: string;
  name: string;
  residents: ByState;
  gaps: number;
}

export interface LabReach {
  id: string;
  name: string;
  name_en: string;
  placed: boolean;
  /** Nobody says that it was open. */
  doubtful: boolean;
  /** Certainly within the radius of where it is or may be. */
  municipalities: string[];
  areas: string[];
}

export interface AxisReach extends CoverageAxis {
  projects: number;
  municipalities: string[];
  /** Of these, with an open lab certainly within the radius. */
  covered: number;
}

export interface Overlap {
  istat_code: string;
  name: string;
  programmes: { id: string; name: string; name_en: string; projects: number }[];
}

export interface CoverageResult {
  question: Question;
  since: string | null;
  radius_km: number;
  /** Open labs, with what lies within the radius of each. */
  labs: LabReach[];
  municipalities: MunicipalityReach[];
  areas: AreaReach[];
  /** Municipalities judged: all, or those that a choice of places leaves. */
  places: number;
  /** Only labs that a filter chooses count: by axis, programme, text; not by place. */
  chosen: boolean;
  totals: {
    /** Labs surely open, and those of them with a point. */
    labs: number;
    labs_placed: number;
    /** Labs of which nobody says that they were open. */
    labs_doubtful: number;
    /** Labs, open or perhaps, of which no document says even the municipality: they are in no distance. */
    labs_nowhere: number;
    /** Residents of municipalities, by the state of the reference point. */
    residents: ByState;
    /** ERP dwellings and residents that documents state for areas of housing. */
    dwellings: ByState;
    area_residents: ByState;
  };
  /**
   * Municipalities with ERP need (a class of need, a funded project or an ERP area) and no open lab within the radius, most
   * residents first.
   */
  gaps: MunicipalityReach[];
  /** The same where it cannot be told. */
  doubtful: MunicipalityReach[];
  /** Residents of the two. */
  gap_residents: Sum;
  doubtful_residents: Sum;
  provinces: ProvinceReach[];
  axes: AxisReach[];
  overlaps: Overlap[];
  /** Everything within the radius of a lab's stated point, dissolved. */
  buffers: MultiPolygon;
}
