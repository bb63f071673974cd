import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ESLint, loadESLint } from 'eslint';

/** The rules that keep the house in order; a good import breaks none of them. */
const HOUSE = [
  'no-restricted-imports',
  'no-restricted-syntax',
  'import/no-restricted-paths',
  '@typescript-eslint/no-require-imports',
];
const root = join(__dirname, '..');
let eslint: Pick<ESLint, 'lintText'>;

before(async () => {
  const LintRc = await loadESLint({ useFlatConfig: false });
  // No rule of the house asks for types, and to know those of a binding's root takes a minute.
  eslint = new LintRc({
    cwd: root,
    overrideConfig: {
      parserOptions: { projectService: false },
      rules: { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/return-await': 'off' },
    },
  });
});

/** The rules of the house that a text breaks, were it a file of the folder. */
async function broken(folder: string, text: string): Promise<string[]> {
  const [{ messages }] = await eslint.lintText(text, { filePath: join(root, folder, 'one.ts') });
  const fatal = messages.find((message) => message.fatal);
  assert.ok(!fatal, `${text} cannot be linted: ${fatal?.message}`);
  return messages.map(({ ruleId }) => ruleId ?? '').filter((rule) => HOUSE.includes(rule));
}

/** Every way in which TypeScript can name another file. */
function waysToImport(path: string): string[] {
  return [
    `import { A } from '${path}';`,
    `import * as a from '${path}';`,
    `import type { A } from '${path}';`,
    `import { type A } from '${path}';`,
    `import '${path}';`,
    `export * from '${path}';`,
    `export { A } from '${path}';`,
    `export type { A } from '${path}';`,
    `import a = require('${path}');`,
    `const a = require('${path}');`,
    `const a = import('${path}');`,
    `let a: import('${path}').A;`,
  ];
}

async function refused(folder: string, path: string): Promise<void> {
  for (const text of waysToImport(path)) {
    assert.notDeepEqual(await broken(folder, text), [], `${folder} may write ${text}`);
  }
}

async function accepted(folder: string, path: string): Promise<void> {
  for (const text of waysToImport(path).slice(0, 8)) {
    assert.deepEqual(await broken(folder, text), [], `${folder} may not write ${text}`);
  }
}

void test('the root of a provider binding is refused, a file of it is not', async () => {
  for (const provider of ['aws', 'kubernetes', 'helm']) {
    for (const end of ['', '/', '/lib', '/lib/', '/lib/index', '/lib/index.js']) {
      await refused('src/platform/aws', `@cdktf/provider-${provider}${end}`);
    }
    await accepted('src/platform/aws', `@cdktf/provider-${provider}/lib/provider`);
  }
});

void test('AWS is refused wherever any Kubernetes will do', async () => {
  for (const folder of ['src/environment', 'src/services']) {
    await refused(folder, '@cdktf/provider-aws/lib/vpc');
    await refused(folder, '../platform/aws/region');
    await refused(folder, '../platform/aws/front-door/front-door');
    await refused(folder, '../cluster/docnow-cluster');
    await accepted(folder, '../platform/entry');
    await accepted(folder, '@cdktf/provider-kubernetes/lib/namespace-v1');
  }
  await refused('src/switch', '@cdktf/provider-aws/lib/vpc');
  await refused('src/switch', '../platform/aws/alb-weights');
  await refused('src/platform/generic', '@cdktf/provider-aws/lib/vpc');
  await refused('src/platform/generic', '../aws/region');
  await refused('src/platform', './aws/region');
  await refused('src/platform', '@cdktf/provider-aws/lib/vpc');
  await accepted('src/cluster', '@cdktf/provider-aws/lib/vpc');
  await accepted('src/cluster', '../platform/aws/region');
});

void test('no platform knows another, and who runs on any knows none', async () => {
  for (const folder of ['src/environment', 'src/services', 'src/switch']) {
    await refused(folder, '../platform/generic/node-port-entry');
  }
  await refused('src/platform', './generic/node-port-entry');
  await refused('src/platform/aws', '../generic/node-port-entry');
  await accepted('src/platform/generic', '../entry');
  await accepted('src/platform/generic', '@cdktf/provider-kubernetes/lib/service-v1');
});

void test('imports go one way: state <- cluster <- services <- environment <- switch', async () => {
  const house = {
    state: 'remote-state',
    cluster: 'docnow-cluster',
    services: 'redis/redis',
    environment: 'docnow-environment',
    switch: 'blue-green-switch',
  };
  const order = Object.keys(house) as (keyof typeof house)[];
  for (const [at, folder] of order.entries()) {
    for (const above of order.slice(at + 1)) {
      await refused(`src/${folder}`, `../${above}/${house[above]}`);
      await refused(`src/${folder}`, `../../src/${above}/${house[above]}`);
    }
    await refused('src/platform', `../${folder}/${house[folder]}`);
    await refused('src/platform/aws', `../../${folder}/${house[folder]}`);
    await refused('src/platform/aws/front-door', `../../../${folder}/${house[folder]}`);
    await accepted(`src/${folder}`, '../platform/color');
    await accepted(`src/${folder}`, `./${house[folder]}`);
  }
  await accepted('src/cluster', '../state/remote-state');
  await accepted('src/environment', '../services/redis/redis');
  for (const below of order.slice(0, -1)) await accepted('src/switch', `../${below}/${house[below]}`);
});

void test('controllers know the platform alone, and nobody knows them', async () => {
  for (const above of ['state/remote-state', 'cluster/docnow-cluster', 'services/redis/redis']) {
    await refused('src/controllers', `../${above}`);
  }
  await accepted('src/controllers', '../platform/aws/region');
  for (const folder of ['platform', 'state', 'cluster', 'services', 'environment', 'switch']) {
    await refused(`src/${folder}`, '../controllers/cluster-controllers');
  }
});

void test('the index, which knows all, is refused to all', async () => {
  for (const folder of ['state', 'cluster', 'controllers', 'services', 'environment', 'switch', 'platform']) {
    for (const path of ['..', '../', '../index']) await refused(`src/${folder}`, path);
  }
});
