/** What has to be done at once when this process leaves, however it leaves short of SIGKILL. */
const duties = new Set<() => void>();

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/**
 * Has something done when this process leaves: at its end, on an uncaught error, and on a signal.
 *
 * A signal ends the process only where nobody else listens for it, so that a command can tear down in its own time.
 *
 * @param duty synchronous, since nothing else runs while a process leaves
 * @returns what calls it off
 */
export function onLeaving(duty: () => void): () => void {
  if (duties.size === 0) listen();
  duties.add(duty);
  return () => {
    if (duties.delete(duty) && duties.size === 0) unlisten();
  };
}

function listen(): void {
  process.on('exit', leave);
  for (const signal of Object.keys(SIGNALS)) process.on(signal, obey);
}

function unlisten(): void {
  process.off('exit', leave);
  for (const signal of Object.keys(SIGNALS)) process.off(signal, obey);
}

function leave(): void {
  // The last begun is the first undone: programs are stopped before the folder that they write to is deleted.
  for (const duty of [...duties].reverse()) {
    try {
      duty();
    } catch (error) {
      console.error(error);
    }
  }
}

function obey(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) === 1) process.exit(SIGNALS[signal as keyof typeof SIGNALS]);
}
