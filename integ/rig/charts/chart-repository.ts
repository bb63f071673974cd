import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A repository of charts, as helm reads one, on loopback. */
export interface ChartRepository {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** What was asked for, such as `karpenter-1.14.1.tgz`. */
  readonly asked: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** A chart's templates, and how it is called. */
export interface ChartSource {
  readonly name: string;
  readonly version: string;
  /** Has a folder `templates`. */
  readonly folder: string;
}

/** Packs charts into `NAME-VERSION.tgz`. Their `Chart.yaml` is written here, so that a version stands in one place alone. */
export async function packCharts(charts: readonly ChartSource[], into: string): Promise<void> {
  for (const { name, version, folder } of charts) {
    const unpacked = join(into, 'unpacked', name);
    await mkdir(unpacked, { recursive: true });
    await cp(folder, unpacked, { recursive: true });
    await writeFile(join(unpacked, 'Chart.yaml'), JSON.stringify({ apiVersion: 'v2', name, version }));
    const packed = join(into, `${name}-${version}.tgz`);
    await promisify(execFile)('tar', ['-czf', packed, '-C', join(into, 'unpacked'), name]);
  }
}

/** Serves every `NAME-VERSION.tgz` of a folder, and the index that helm looks them up in. */
export async function serveCharts(folder: string): Promise<ChartRepository> {
  const asked = new Set<string>();
  const packed = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  const server = createServer((request, response) => {
    const file = request.url!.slice(1);
    if (file === 'index.yaml') {
      response.end(index(packed));
    } else if (packed.includes(file)) {
      asked.add(file);
      readFile(join(folder, file)).then(
        (bytes) => response.end(bytes),
        (error) => response.destroy(error),
      );
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, stop };
}

/** JSON, which is YAML too. */
function index(packed: readonly string[]): string {
  const entries = packed.map((file) => {
    const [, name, version] = /^(.+?)-(\d.*)\.tgz$/.exec(file)!;
    return [name, [{ apiVersion: 'v2', name, version, urls: [file] }]];
  });
  return JSON.stringify({ apiVersion: 'v1', entries: Object.fromEntries(entries) });
}
