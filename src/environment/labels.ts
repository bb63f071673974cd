import { Application } from './release/application';
import { Color } from '../platform/color';

/** The labels of everything that belongs to one colour. */
export function colorLabels({ name }: Application, color: Color): Record<string, string> {
  return { ...instanceLabels(name, color), 'app.kubernetes.io/part-of': 'docnow' };
}

/** The labels by which all pods of a colour are found. */
export function instanceLabels(name: string, color: Color): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': color.name };
}

/** The labels by which pods of one program are found. A Deployment's selector cannot be changed: nor can these. */
export function selectorLabels({ name }: Application, color: Color, component: string): Record<string, string> {
  return { ...instanceLabels(name, color), 'app.kubernetes.io/component': component };
}

/** The labels of pods; the last ones are the badges that the data services' network policies ask for. */
export function podLabels(application: Application, color: Color, component: string): Record<string, string> {
  const stores = (['redis', 'elasticsearch', 'postgres'] as const).filter((store) => application[store]);
  return {
    ...colorLabels(application, color),
    ...selectorLabels(application, color, component),
    ...Object.fromEntries(stores.map((store) => [`docnow.io/${store}-client`, 'true'])),
  };
}
