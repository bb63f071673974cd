import { dirname, join } from 'node:path';

/** The project's own folder. */
export const ROOT = dirname(__dirname);

/** The folder that npm installs into. */
export const MODULES = join(ROOT, 'node_modules');

/** A program that npm installed. */
export const npmProgram = (name: string) => join(MODULES, '.bin', name);
