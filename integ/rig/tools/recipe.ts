/** How a tool of one version is made from source, and how it is known to be that version. */
export interface Recipe {
  readonly name: string;
  readonly version: string;
  readonly builder: 'go' | 'cargo' | 'maven';
  /** How long a cold build takes on 2 cores. */
  readonly seconds: number;
  /** What makes it answer with its version. */
  readonly versionArgs: string[];
  /** What that answer has in it. */
  readonly answer: string;
  /** The command that puts the program into `target/bin`; what it needs to be resumed it keeps in `scratch`. */
  command(target: string, scratch: string): BuildCommand;
}

/** A command line that builds. */
export interface BuildCommand {
  readonly program: string;
  readonly args: string[];
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

/** Name and version, such as `kwok 0.7.0`. */
export const title = ({ name, version }: Recipe) => `${name} ${version}`;

/** The name of a tool's folder in the cache. */
export const folder = ({ name, version }: Recipe) => `${name}-${version}`;
