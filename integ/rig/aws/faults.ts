import { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong with calls of one action, on their way. For AWS's query protocol, which Elastic Load Balancing speaks. */
export interface Fault {
  /** Such as `ModifyRule`. */
  readonly action: string;
  /** With how many calls. @default 1 */
  readonly times?: number;
  /** Whether AWS has done what it was asked when it goes wrong. @default false */
  readonly acted?: boolean;
  /** Milliseconds until it goes on. @default 0 */
  readonly delay?: number;
  /** What the client is told: an error of AWS's, or nothing at all before the connection is cut. @default - what AWS says */
  readonly says?: { readonly status: number; readonly code: string } | 'nothing';
  /** Which calls, where not all. @default - all */
  readonly when?: (call: IncomingMessage) => boolean;
}

/** Faults that are to come. */
export class Faults {
  private waiting: { readonly fault: Fault; left: number }[] = [];

  /** Lets something go wrong. */
  public add(...faults: readonly Fault[]): void {
    this.waiting.push(...faults.map((fault) => ({ fault, left: fault.times ?? 1 })));
  }

  /** Lets nothing go wrong any more. */
  public clear(): void {
    this.waiting = [];
  }

  /** What goes wrong with a call, if anything does. */
  public meet(action: string, call: IncomingMessage): Fault | undefined {
    const met = this.waiting.find(
      ({ fault, left }) => fault.action === action && left > 0 && (fault.when?.(call) ?? true),
    );
    if (met) met.left -= 1;
    return met?.fault;
  }
}

/** Lets it go wrong. @returns whether that was the answer, or nobody waits for one any more */
export async function goWrong({ delay = 0, says }: Fault, to: ServerResponse): Promise<boolean> {
  await sleep(delay);
  if (to.destroyed) return true;
  if (says === undefined) return false;
  if (says === 'nothing') to.destroy();
  else to.writeHead(says.status, { 'content-type': 'text/xml' }).end(errorOf(says.code));
  return true;
}

function errorOf(code: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>by the rig</Message></Error><RequestId>rig</RequestId></ErrorResponse>`;
}
