/** How EC2 is paid, and whether it may take an instance back. */
export enum CapacityType {
  /** By the second, and kept until it is given back. */
  ON_DEMAND = 'ON_DEMAND',
  /** Spare capacity at a lower price, which EC2 takes back two minutes after saying so. */
  SPOT = 'SPOT',
}
