import { Exit, Workload } from './workload';

/** A container of an image that the rig has no program for: it runs in name only, until it is told to go. */
export class NameOnly implements Workload {
  public readonly port = 0;
  private end?: (exit: Exit) => void;

  public async start(): Promise<{ ended: Promise<Exit> }> {
    return { ended: new Promise((resolve) => (this.end = resolve)) };
  }

  public terminate(): void {
    this.end?.({ code: 0 });
  }

  public async kill(): Promise<void> {
    this.end?.({ code: 137 });
  }

  public async hook(): Promise<void> {}
}
