import { after, before, test } from 'node:test';
import { Scene } from './traffic/scene';
import { PARTS } from './traffic/table';

/** `npm run integ:traffic` shows all of it; otherwise what takes longer is left out. */
const whole = process.env.DOCNOW_TRAFFIC === 'whole';
let scene: Scene;

before(async () => {
  scene = await Scene.set();
});

after(() => scene?.strike());

for (const [what, part] of Object.entries(PARTS)) void test(what, (context) => part(scene, context, whole));
