import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import { Given } from '../vocabulary';
import type { TckWorld } from '../world';
import { demandMigratable, parseCapabilities } from './migratable';

type Parameters = Readonly<Record<string, string | number | boolean>>;
type Demand = (world: TckWorld, parameters: Parameters) => void;

/** A device of any kind: parameters have a meaning for one kind only. */
const ofAnyKind =
  (id: string, capabilities?: number, more?: Readonly<Record<string, boolean>>): Demand =>
  (world, parameters) => {
    if (Object.keys(parameters).length > 0) throw new Error(`"${id}" has no kind that these parameters are of`);
    demandMigratable(world, id, capabilities, more);
  };

/** Parameters of a device as a table of name and value; numbers and truth values as such. */
function parametersIn(table: DataTable | undefined): Parameters {
  return Object.fromEntries(
    Object.entries(table?.rowsHash() ?? {}).map(([name, text]) => [
      name,
      text === 'yes' ? true : text === 'no' ? false : /^\d+$/.test(text) ? Number(text) : text,
    ]),
  );
}

/** Capabilities as `parseCapabilities` has them. */
const capabilities = 'STOP_COPY(?:(?:, P2P)? and (?:P2P|PRE_COPY))?';

defineParameterType({
  name: 'device',
  regexp: new RegExp(
    [
      'a device "([^"]+)" of kind ([a-z0-9-]+)',
      `a device "([^"]+)" that migrates with (${capabilities})`,
      'a migratable device "([^"]+)"( that logs its DMA)?',
    ].join('|'),
  ),
  transformer: (
    id?: string,
    kind?: string,
    migrating?: string,
    wanted?: string,
    any?: string,
    logs?: string,
  ): Demand => {
    if (id) return ({ host }, parameters) => host.demandDevice(id, kind!, parameters);
    if (migrating) return ofAnyKind(migrating, parseCapabilities(wanted!));
    // mtty accepts whatever it is asked to log.
    return ofAnyKind(any!, undefined, logs ? { 'dma-logging': true } : {});
  },
  useForSnippets: false,
});

/** Parameters of its kind in a table. */
Given('the host has {device}( with:)', function (this: TckWorld, demand: Demand, table?: DataTable) {
  demand(this, parametersIn(table));
});
