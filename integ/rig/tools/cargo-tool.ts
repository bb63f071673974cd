import { Recipe } from './recipe';

/** A program of a crate by the same name. */
export interface CargoTool {
  readonly name: string;
  readonly version: string;
  readonly seconds: number;
}

/** Quick to build rather than quick to run: it waits for the network most of its time anyway. */
const PROFILE = {
  CARGO_PROFILE_RELEASE_OPT_LEVEL: '0',
  CARGO_PROFILE_RELEASE_LTO: 'off',
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16',
};

/** A program that `cargo install` makes, of exactly the dependencies that its authors locked. */
export function cargoTool(tool: CargoTool): Recipe {
  return {
    ...tool,
    builder: 'cargo',
    versionArgs: ['--version'],
    answer: `${tool.name} ${tool.version}`,
    command: (target, scratch) => ({
      program: 'cargo',
      args: ['install', tool.name, '--version', tool.version, '--locked', '--no-track', '--root', target],
      env: { ...PROFILE, CARGO_TARGET_DIR: scratch },
    }),
  };
}
