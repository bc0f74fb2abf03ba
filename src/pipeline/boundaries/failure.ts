/** Everything that can be wrong with a file, as data; texts.ts says it in two languages. */
export type Failure =
  | {
      kind: 'usage';
      reason: 'no-file' | 'many-files' | 'unknown-option' | 'no-value' | 'bad-value';
      what: string;
    }
  | { kind: 'file-missing'; path: string }
  | { kind: 'format-unknown'; path: string }
  | { kind: 'unreadable'; path: string; detail: string }
  | { kind: 'table-invalid'; path: string; detail: string }
  | { kind: 'no-expected-row'; date: string; known: string[] }
  | { kind: 'columns'; found: string[] }
  | { kind: 'crs'; bbox: readonly number[]; swapped: boolean }
  | { kind: 'not-lombardy'; found: string[] }
  | { kind: 'codes'; found: string[] }
  | { kind: 'duplicates'; found: string[] }
  | { kind: 'names'; found: string[] }
  | {
      kind: 'merger';
      state: 'neither' | 'both' | 'some';
      date: string;
      new_code: string;
      new_name: string;
      found: string[];
      missing: string[];
    }
  | { kind: 'count'; date: string; expected: number; found: number; missing: string[]; extra: string[] }
  | { kind: 'provinces'; expected: number; found: string[]; unknown: string[] }
  | { kind: 'rings'; found: string[] }
  | { kind: 'overlap'; found: { places: string[]; km2: number }[] }
  | { kind: 'gap'; found: { lon: number; lat: number; km2: number }[] }
  | { kind: 'area'; expected: number; found: number; tolerance: number }
  | { kind: 'distortion'; limit: number; found: string[] }
  | { kind: 'size'; file: string; limit: number; found: number };

export class BoundaryFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
    this.name = 'BoundaryFailure';
  }
}

export function fail(failure: Failure): never {
  throw new BoundaryFailure(failure);
}
