import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { benchCluster } from './cluster/cluster';
import { benchRequire } from './require';
import { benchStrategies } from './strategies/strategies';
import { benchSwitch } from './switch/switch';
import { benchSynth } from './synth';
import { Workplace } from './workplace';
import { npmProgram, ROOT } from '../integ/project';
import { finish } from '../integ/rig/processes/finish';
import { temporaryFolder } from '../integ/rig/processes/temporary-folder';

/** By the names that one can ask for: `npm run bench require synth`. Each is given a folder of its own. */
const BENCHES: Record<string, (dir: string) => Promise<string>> = {
  require: async (dir) => benchRequire(await Workplace.in(dir)),
  synth: async (dir) => benchSynth(await Workplace.in(dir)),
  switch: benchSwitch,
  strategies: benchStrategies,
  cluster: benchCluster,
};

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const strange = asked.filter((name) => !(name in BENCHES));
  if (strange.length) {
    throw new Error(`no such benchmark: ${strange.join(', ')}. There are ${Object.keys(BENCHES).join(', ')}.`);
  }
  const folder = await temporaryFolder('docnow-bench-');
  try {
    const [jsii, log] = [npmProgram('jsii'), join(folder.path, 'jsii.log')];
    await finish(jsii, ['--silence-warnings=reserved-word'], { name: 'jsii', log, cwd: ROOT });
    for (const [name, bench] of Object.entries(BENCHES)) {
      if (asked.length && !asked.includes(name)) continue;
      const dir = join(folder.path, name);
      await mkdir(dir);
      console.log(await bench(dir));
    }
  } finally {
    await folder.delete();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
