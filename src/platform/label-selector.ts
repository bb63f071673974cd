/** Internal: labels as the API server is asked by them: `key=value,key=value`. */
export function labelSelector(labels: { [label: string]: string }): string {
  return Object.entries(labels)
    .map((pair) => pair.join('='))
    .join(',');
}
