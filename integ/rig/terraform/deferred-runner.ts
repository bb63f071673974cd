import { StackRunner } from '../stack-runner';

/** A runner that takes time to make: it is made at the first call. */
export function deferredRunner(name: string, make: () => Promise<StackRunner>): StackRunner {
  let made: Promise<StackRunner> | undefined;
  const runner = () => (made ??= make());
  return {
    name,
    init: async () => (await runner()).init(),
    plan: async (variables) => (await runner()).plan(variables),
    apply: async (variables) => (await runner()).apply(variables),
    destroy: async (variables) => (await runner()).destroy(variables),
    state: async () => (await runner()).state(),
  };
}
