import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpile } from 'typescript';
import { ROOT } from '../project';

/** Puts the program into a project's `node_modules`, compiled, where npx finds it as it does an installed one. */
export async function install(project: string): Promise<void> {
  const source = join(ROOT, 'src', 'release');
  const target = join(project, 'node_modules', '@docnow', 'infra-constructs', 'lib', 'release');
  for (const file of await readdir(source, { recursive: true })) {
    if (!file.endsWith('.ts')) continue;
    const compiled = join(target, file.replace(/\.ts$/, '.js'));
    await mkdir(dirname(compiled), { recursive: true });
    const options = { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS };
    await writeFile(compiled, transpile(await readFile(join(source, file), 'utf8'), options));
  }
  const { bin } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  const programs = join(project, 'node_modules', '.bin');
  await mkdir(programs, { recursive: true });
  for (const [name, path] of Object.entries<string>(bin)) {
    const program = join(project, 'node_modules', '@docnow', 'infra-constructs', path);
    await chmod(program, 0o755);
    await symlink(program, join(programs, name));
  }
}
