let made = 0;

/**
 * The specifier of a module whose default export is this value, for the places where Cucumber takes a module only.
 * It loads them with `import()`, which cannot load TypeScript on Node 20 and loads a specifier only once.
 */
export function asModule(name: string, value: unknown): string {
  made += 1;
  const key = `s390-tck.${name}.${made}`;
  (globalThis as Record<symbol, unknown>)[Symbol.for(key)] = value;
  return `data:text/javascript,export default globalThis[Symbol.for('${key}')]`;
}
