import { TerraformElement, TerraformResource, TerraformStack, Testing, App } from 'cdktf';
import { goodProps } from './world';
import { DocNowEnvironment } from '../../src';

test('every object that an environment makes can be changed in any field', () => {
  const stack = new TerraformStack(new App(), 'blue');
  const environment = new DocNowEnvironment(stack, 'Blue', goodProps({ web: { autoscaling: { max: 4 } } }));
  const exposed = Object.values(environment)
    .flat()
    .filter((one): one is TerraformElement => TerraformElement.isTerraformElement(one));
  for (const one of exposed) one.addOverride('metadata.annotations', { changed: one.node.id });
  const { resource } = JSON.parse(Testing.synth(stack));
  const made = Object.values<any>(resource).flatMap((kind) => Object.values<any>(kind));
  const unchanged = made.filter(({ metadata }) => !metadata.annotations?.changed).map(({ metadata }) => metadata.name);
  // The entry's own.
  expect(unchanged).toEqual(['binding']);
  const resources = environment.node.findAll().filter((one) => TerraformResource.isTerraformResource(one));
  expect(exposed).toHaveLength(resources.length - unchanged.length);
});
