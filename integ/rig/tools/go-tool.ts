import { join } from 'node:path';
import { Recipe } from './recipe';

/** A program of a Go module in `modules/`, where its version and the sums of all it is made of are pinned. */
export interface GoTool {
  readonly name: string;
  readonly version: string;
  readonly seconds: number;
  /** The folder in `modules/`. */
  readonly module: string;
  /** The program's package. */
  readonly source: string;
  /** Variables of the program that its linker sets. */
  readonly variables?: Record<string, string>;
  /** @default --version */
  readonly versionArgs?: string[];
  readonly answer: string;
}

/** A program that `go build` makes. What it has compiled it keeps in its own cache, which is what resumes a build. */
export function goTool({ module, source, variables = {}, ...tool }: GoTool): Recipe {
  const linked = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
  const ldflags = ['-s', '-w', ...linked].join(' ');
  return {
    versionArgs: ['--version'],
    ...tool,
    builder: 'go',
    command: (target) => ({
      program: 'go',
      args: [
        ...['build', '-mod=readonly', '-buildvcs=false', '-trimpath', `-ldflags=${ldflags}`],
        ...['-o', join(target, 'bin', tool.name), source],
      ],
      cwd: join(__dirname, 'modules', module),
      env: { CGO_ENABLED: '0', GOWORK: 'off' },
    }),
  };
}
