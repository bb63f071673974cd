/** Internal: nodes with every default filled in. */
export interface NodeShape {
  readonly instanceTypes: string[];
  readonly amiType: string;
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  readonly diskGib: number;
}
