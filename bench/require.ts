import { inTurn } from './in-turn';
import { report } from './report';
import { Workplace } from './workplace';

/** What it costs to load the library, against loading cdktf, which it cannot do without. */
export async function benchRequire(place: Workplace): Promise<string> {
  const load = (name: string) => () => place.run(`require('${name}');`);
  const pairs = await inTurn({ ours: load('@docnow/infra-constructs'), baseline: load('cdktf') }, 11);
  const titles = { ours: 'the library', baseline: 'cdktf alone', limits: { seconds: 0.3, MB: 100 } };
  return report('require() in a fresh process', titles, pairs);
}
