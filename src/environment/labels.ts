import { Color } from '../platform/color';

/** A kind of DocNow's pods. */
export type Component = 'web' | 'stream-loader' | 'url-fetcher';

/** The labels of everything that belongs to one colour of DocNow. */
export function colorLabels(color: Color): Record<string, string> {
  return {
    'app.kubernetes.io/name': 'docnow',
    'app.kubernetes.io/instance': color.name,
    'app.kubernetes.io/part-of': 'docnow',
  };
}

/** The labels by which pods of one kind are found. A Deployment's selector cannot be changed: nor can these. */
export function selectorLabels(color: Color, component: Component): Record<string, string> {
  return {
    'app.kubernetes.io/name': 'docnow',
    'app.kubernetes.io/instance': color.name,
    'app.kubernetes.io/component': component,
  };
}

/** The labels of pods; the last two are the badge that the data services' network policies ask for. */
export function podLabels(color: Color, component: Component): Record<string, string> {
  return {
    ...colorLabels(color),
    ...selectorLabels(color, component),
    'docnow.io/redis-client': 'true',
    'docnow.io/elasticsearch-client': 'true',
  };
}
