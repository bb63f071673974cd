import { join } from 'node:path';
import { benchRequire } from './require';
import { benchSynth } from './synth';
import { Workplace } from './workplace';
import { finish } from '../integ/python/finish';
import { npmProgram, ROOT } from '../integ/python/packages';
import { temporaryFolder } from '../integ/rig/processes/temporary-folder';

/** By the names that one can ask for: `npm run bench -- require synth`. */
const BENCHES = { require: benchRequire, synth: benchSynth };

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
      console.log(await bench(await Workplace.in(join(folder.path, name))));
    }
  } finally {
    await folder.delete();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
