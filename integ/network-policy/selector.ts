/** A selector of labels as the API has it. */
export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly Requirement[];
}

/** One requirement on one label. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

type Labels = Readonly<Record<string, string>>;

/** "Resources that support set-based requirements" of Kubernetes' documentation of labels: all must hold, none is all. */
const OPERATORS: Record<string, (label: string | undefined, values: readonly string[]) => boolean> = {
  In: (label, values) => label !== undefined && values.includes(label),
  // An object without the label matches, too.
  NotIn: (label, values) => label === undefined || !values.includes(label),
  Exists: (label) => label !== undefined,
  DoesNotExist: (label) => label === undefined,
};

/** Whether labels are what a selector asks for. @throws when it asks in a way that Kubernetes does not have */
export function matches({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  const label = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  return (
    Object.entries(matchLabels).every(([key, value]) => label(key) === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      if (!Object.hasOwn(OPERATORS, operator)) throw new Error(`no selector has the operator ${operator}`);
      return OPERATORS[operator](label(key), values);
    })
  );
}
