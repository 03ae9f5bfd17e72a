// Generated from schemas/profile.schema.json by "npm run types". Do not edit.

/**
 * A named part of the specification that a machine is certified for as a whole.
 */
export interface Profile {
  name: string;
  title: string;
  /**
   * Only rules of this provenance belong to the profile.
   */
  provenance: 'architecture' | 'linux' | 'qemu' | 'proposal';
  /**
   * Ids, or globs over them.
   *
   * @minItems 1
   */
  rules: string[];
  /**
   * Ids, or globs over them, that do not belong to it after all.
   */
  except?: string[];
  /**
   * What a candidate must claim: never nothing, so that an empty manifest is a candidate for nothing.
   */
  requires: {
    /**
     * @minItems 1
     */
    faces: ('guest' | 'host' | 'device' | 'trace')[];
    /**
     * Of a guest; may be empty where a feature is required.
     */
    facilities: number[];
    /**
     * A number is the least that the machine must claim.
     */
    features?: {
      [k: string]: boolean | number | string;
    };
  };
}
