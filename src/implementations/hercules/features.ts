import type { Fixture } from '../../contract/documents/fixture';

/** Named abilities; a number is the largest a fixture can ask for. */
export const features: Readonly<Record<string, boolean | number>> = {
  'cpus.maximum': 1,
  'storage.maximum': 2 ** 30,
};

/** The first demand that this machine does not meet. */
export function missingFeature(demands: Fixture['features']): string | undefined {
  return Object.entries(demands).find(([name, demand]) => {
    const offer = features[name];
    if (demand === false) return offer === true;
    return typeof offer === 'number' ? typeof demand !== 'number' || demand > offer : offer !== demand;
  })?.[0];
}
