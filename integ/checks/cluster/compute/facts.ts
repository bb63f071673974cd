/** A cluster whose compute is looked at; what it was told stands in the name of each check. */
export interface ComputeFacts {
  readonly clusterName: string;
}
