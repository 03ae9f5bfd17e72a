import type { Report } from '../../contract/documents/report';

/** One form of the report: a pure function of it. */
export interface Form {
  /** Its name in the report folder. */
  readonly file: string;
  readonly render: (report: Report) => string;
}
