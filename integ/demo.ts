import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lookAround } from './demo/look-around';
import { claimDemo, stopDemo } from './demo/only-one';
import { Options, options } from './demo/options';
import { temporaryFolder } from './rig/processes/temporary-folder';
import { checkRequirements } from './rig/requirements/requirements';
import { startRig } from './rig/start';
import { EXAMPLE } from './story/demo-facts';
import { Step } from './story/step';
import { Story } from './story/story';
import { table } from './story/table';
import { synth } from '../examples/synth';

/** 0: all went well. 1: something did not. 2: it could not begin. 130: Ctrl-C, torn down. */
const [WELL, FAILED, NOT_BEGUN, INTERRUPTED] = [0, 1, 2, 130];

const began = performance.now();
const elapsed = () => `[${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s]`;
const say = (line: string) => console.log(`${elapsed()} ${line}`);

function tell({ name, resources, seconds, requests, failed, plan, apiWrites }: Step): void {
  const load = requests > 0 ? `, ${requests} requests, ${failed} failed` : '';
  const changes = plan ? `, plan ${plan.add}/${plan.change}/${plan.destroy}` : '';
  say(`${name}: ${resources} resources in ${seconds.toFixed(1)} s${changes}, ${apiWrites} API writes${load}`);
}

async function main(): Promise<number> {
  let asked: Options;
  try {
    asked = options(process.argv.slice(2));
    if (asked.stop) {
      console.log(await stopDemo());
      return WELL;
    }
    claimDemo();
    await checkRequirements();
  } catch (error) {
    console.error((error as Error).message);
    return NOT_BEGUN;
  }
  return demo(asked);
}

async function demo({ keep, json }: Options): Promise<number> {
  const interruption = interruptible(() => story?.standing ?? []);
  const rig = await startRig({ say });
  const folder = await temporaryFolder('docnow-demo-');
  let story: Story | undefined;
  let code = WELL;
  try {
    const stacks = join(await synth(EXAMPLE, folder.path), 'stacks');
    say(`${EXAMPLE} synthesized`);
    story = new Story(rig, stacks, tell, interruption.check);
    await story.tellUp();
    if (keep) {
      console.log(await lookAround(rig));
      await interruption.happened;
    }
  } catch (error) {
    code = interruption.so() ? INTERRUPTED : FAILED;
    if (code === FAILED) console.error(error);
  }
  try {
    interruption.over();
    await story?.tearDown();
  } catch (error) {
    code = FAILED;
    console.error(
      error,
      `\nNot torn down: ${story?.standing.join(', ')}. It goes with the emulated AWS that it is in.`,
    );
  }
  const steps = story?.steps ?? [];
  console.log(`\n${table(steps)}`);
  if (json) await writeFile(json, `${JSON.stringify({ steps }, null, 2)}\n`);
  await folder.delete();
  await rig.stop();
  if (steps.some(({ failed }) => failed > 0)) code = FAILED;
  return code;
}

/** Ctrl-C once: the step under way is finished, then all is torn down. Twice: leave at once, and say what is left. */
function interruptible(standing: () => string[]) {
  let interrupted = false;
  let tearing = false;
  let happen = () => {};
  const happened = new Promise<void>((resolve) => (happen = resolve));
  const onSignal = () => {
    if (interrupted) {
      console.error(
        `\nLeft as they are: ${standing().join(', ') || 'no stacks'}. What they were in goes with this process.`,
      );
      process.exit(INTERRUPTED);
    }
    interrupted = true;
    console.error('\nThe step under way is finished, then all is torn down. Ctrl-C again leaves at once.');
    happen();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    happened,
    so: () => interrupted,
    over: () => void (tearing = true),
    check: () => {
      if (interrupted && !tearing) throw new Error('interrupted');
    },
  };
}

void main().then((code) => process.exit(code));
