// Generated from schemas/manifest.schema.json by "npm run types". Do not edit.

/**
 * What a machine claims to be. Claims are asked for and compared; a claim that is not kept is a failure.
 */
export interface Manifest {
  /**
   * Short name; also the report folder.
   */
  name: string;
  title: string;
  version: string;
  /**
   * @minItems 1
   */
  faces: ('guest' | 'host' | 'device' | 'trace')[];
  /**
   * Byte order of host-face structures; the guest face is always big-endian.
   */
  byteOrder: 'big' | 'little';
  wordSize: 32 | 64;
  /**
   * Facility bits (STFLE numbering) that the machine can offer to a guest.
   */
  facilities: number[];
  /**
   * Named abilities, with numeric parameters where there is a size or a count.
   */
  features: {
    [k: string]: boolean | number | string;
  };
  channel?: {
    progress: 'stepped' | 'real' | 'immediate';
  };
  /**
   * What a reader must know to judge the result: accelerator, host, command line.
   */
  environment: {
    [k: string]: string;
  };
  artefacts?: {
    name: string;
    sha256: string;
  }[];
}
