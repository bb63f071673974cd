/** Internal: what pods find where they run, which says which add-ons there are. */
export enum Surroundings {
  /** Some run on nodes of node groups. */
  NODES,
  /** All run on Fargate. */
  FARGATE,
  /** All run on nodes of Auto Mode. */
  AUTO_MODE,
}
