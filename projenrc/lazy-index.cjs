// Has the compiled index load a file with the first of its classes that somebody asks for. As the compiler writes it, it loads
// all of them, and with them every provider's bindings: most of the memory of a program that needs few.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const lib = join(process.argv[2] ?? join(__dirname, '..'), 'lib');
const files = [...readFileSync(join(lib, 'index.d.ts'), 'utf8').matchAll(/^export \* from '(.+)';$/gm)];
const names = ([, file]) => Object.keys(require(join(lib, file))).map((name) => [name, file]);
const lines = [
  "'use strict';",
  "Object.defineProperty(exports, '__esModule', { value: true });",
  'const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });',
  // By `exports.NAME = void 0` Node.js tells what an ES module may import by name.
  ...files
    .flatMap(names)
    .map(([name, file]) => `exports.${name} = void 0; lazy('${name}', () => require('${file}').${name});`),
];
writeFileSync(join(lib, 'index.js'), `${lines.join('\n')}\n`);
