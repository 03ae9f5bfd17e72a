// Generated from schemas/fixture.schema.json by "npm run types". Do not edit.

/**
 * What a scenario demands of a machine before it starts. Contents, registers and keys are written after the start, keys last.
 */
export interface Fixture {
  cpus: number;
  storage: {
    /**
     * Bytes of absolute storage, from address 0.
     */
    size: number;
  };
  facilities: {
    present: number[];
    absent: number[];
  };
  /**
   * Further demands by name. Names this schema has never heard of reach the machine: only the machine may refuse them.
   */
  features: {
    [k: string]: boolean | number | string;
  };
  devices: {
    id: string;
    kind: string;
    [k: string]: boolean | number | string;
  }[];
  /**
   * Absolute storage the scenario uses for itself; the machine must keep out of it or answer unsupported.
   */
  ranges: {
    start: number;
    length: number;
  }[];
}
