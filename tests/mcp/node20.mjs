// The suite is written for Node 22 and imports one function that Node 20 does not have; no scenario that is run here calls it.
import { register } from 'node:module';
if (!('globSync' in (await import('node:fs')))) {
  const fs = `export * from 'node:fs'; export { default } from 'node:fs'; export const globSync = () => { throw new Error('globSync needs Node 22'); };`;
  const hook = `const fs = 'data:text/javascript,' + ${JSON.stringify(encodeURIComponent(fs))};
export const resolve = (name, context, next) => name === 'fs' && context.parentURL?.includes('/conformance/') ? { url: fs, shortCircuit: true } : next(name, context);`;
  register('data:text/javascript,' + encodeURIComponent(hook));
}
