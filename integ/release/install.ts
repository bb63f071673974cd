import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpile } from 'typescript';
import { npmProgram, ROOT } from '../project';

const NAME = '@docnow/infra-constructs';

/** npm asks no registry: all that a project needs lies beside it. */
export const NPM = { npm_config_offline: 'true', npm_config_audit: 'false', npm_config_update_notifier: 'false' };

/**
 * Makes a folder a project that has this package, compiled, as its one dependency: `npm ci` installs it from beside the
 * project, where it finds the program as in one from a registry. `npm run synth` writes the stacks.
 */
export async function makeProject(project: string): Promise<void> {
  const beside = join(dirname(project), 'package');
  const source = join(ROOT, 'src', 'release');
  const target = join(beside, 'lib', 'release');
  for (const file of await readdir(source, { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const compiled = join(target, file.replace(/\.ts$/, '.js'));
    await mkdir(dirname(compiled), { recursive: true });
    const options = { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS };
    await writeFile(compiled, transpile(await readFile(join(source, file), 'utf8'), options));
  }
  const { bin, version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  for (const path of Object.values<string>(bin)) await chmod(join(beside, path), 0o755);
  await mkdir(project, { recursive: true });
  const json = (folder: string, name: string, value: object) =>
    writeFile(join(folder, name), JSON.stringify(value, null, 2));
  await json(beside, 'package.json', { name: NAME, version, bin });
  const one = { name: 'site', version: '1.0.0', dependencies: { [NAME]: 'file:../package' } };
  const synth = `${npmProgram('tsx')} --tsconfig ${join(ROOT, 'examples/tsconfig.json')} ${join(__dirname, 'synth.ts')}`;
  await json(project, 'package.json', { ...one, private: true, scripts: { synth } });
  await json(project, 'package-lock.json', {
    ...{ name: one.name, version: one.version, lockfileVersion: 3, requires: true },
    packages: {
      '': one,
      '../package': { name: NAME, version, bin },
      [`node_modules/${NAME}`]: { resolved: '../package', link: true },
    },
  });
}
