import { Token } from 'cdktf';
import { IConstruct } from 'constructs';
import { ControllerMirror } from './controller-mirror';
import { PinnedChart, REGISTRIES } from './pinned';
import { checkImageMirror, splitImage } from '../platform/image-mirror';
import { invalid } from '../platform/invalid';

/** Internal: refuses a mirror that no chart or image would come from. */
export function checkMirror(scope: IConstruct, mirror: ControllerMirror): void {
  const { charts, images = {} } = mirror;
  if (charts !== undefined && !Token.isUnresolved(charts) && !/^(oci|https?):\/\/\S+[^/\s]$/.test(charts)) {
    throw invalid(scope, {
      property: 'mirror.charts',
      value: charts,
      because: 'which is not a repository of charts',
      wayOut: 'Give its URL without a slash at the end, such as oci://registry.example.org/charts.',
    });
  }
  for (const [registry, mirrored] of Object.entries(images)) {
    if (!REGISTRIES.includes(registry)) {
      throw invalid(scope, {
        property: 'mirror.images',
        value: registry,
        because: 'a registry that no controller comes from',
        wayOut: `Use ${REGISTRIES.join(', ')}.`,
      });
    }
    checkImageMirror(scope, `mirror.images['${registry}']`, mirrored);
  }
}

/** Internal: where a chart comes from. */
export function repositoryOf(pinned: PinnedChart, mirror: ControllerMirror): string {
  return mirror.charts ?? pinned.repository;
}

/** Internal: where an image comes from, without its tag. */
export function imageOf(pinned: PinnedChart, mirror: ControllerMirror): string {
  const { registry, path } = splitImage(pinned.image);
  return `${mirror.images?.[registry] ?? registry}/${path}`;
}
