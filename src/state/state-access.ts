/** What somebody may do with states. */
export enum StateAccess {
  /** `terraform output`, `terraform show`, and stacks that read from another: no lock, nothing is written. */
  READ = 'READ',
  /** `terraform plan`: reads, and takes the lock. It may free a lock, too, its own or another's. */
  PLAN = 'PLAN',
  /** `terraform apply`, `destroy` and `state push`: plans, and writes the state. No version of it can be deleted. */
  APPLY = 'APPLY',
}
