import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bucketOf, emptyBucket } from './bucket';
import { Copying, run, Surroundings } from './copier';
import { startGate } from './gate';
import { copyScript, fetchScript, REPOSITORY } from '../../src/services/copies/copy-scripts';
import { startAws } from '../rig/aws/start';
import { RunningElasticsearch, startElasticsearch } from '../rig/elasticsearch/elasticsearch';
import { ensureElasticsearch } from '../rig/elasticsearch/ensure-elasticsearch';
import { fill } from '../rig/elasticsearch/fill';
import { temporaryFolder } from '../rig/processes/temporary-folder';
import { ensureTools } from '../rig/tools/ensure-tools';
import { ensureAwsCli } from '../state/aws-cli';

const BUCKET = 'backups';
const env = { BUCKET, PREFIX: 'production/elasticsearch', FETCH: 'fetch', AWS_DEFAULT_REGION: 'us-east-1' };
const copy: Copying = { command: ['bash', '-c', copyScript(REPOSITORY)], env };
const fetched: Copying = { command: ['bash', '-c', fetchScript(REPOSITORY)], env };

/**
 * A repository of the real Elasticsearch is copied to an object store by pods that are lost after
 * every so many writes. After each loss the copies are fetched to an empty volume, and put back: all of the documents
 * that were there at the time of the earlier snapshot, or of the later, and never less.
 *
 * @param step after how many writes a pod is lost
 */
export async function elasticsearchCopies(step: number): Promise<void> {
  const folder = await temporaryFolder('docnow-copies-');
  const dir = folder.path;
  const [cli, found] = [await ensureAwsCli({ say: console.error }), await ensureElasticsearch()];
  if ('lacks' in cli) throw new Error(cli.lacks);
  if ('lacks' in found) throw new Error(found.lacks);
  const aws = await startAws(await ensureTools(), dir);
  const gate = await startGate(aws.endpoint);
  const elasticsearch = await startElasticsearch({ ...found, dir });
  try {
    await emptyBucket(aws, BUCKET);
    const around = { cli: cli.program, gate, dir };
    const volume = await repository(elasticsearch, 'volume');
    const body = { settings: { 'index.number_of_shards': 1, 'index.number_of_replicas': 0 } };
    await elasticsearch.ask('docnow-tweet', 'PUT', body);
    await fill(elasticsearch, 'docnow-tweet', 0, 1000);
    await snapshot(elasticsearch, 'one');
    assert.equal((await run(copy, volume, around)).ending, '0');
    assert.deepEqual((await run(copy, volume, around), gate.writes), 0, 'what is there is copied again');
    await fill(elasticsearch, 'docnow-tweet', 1000, 1200);
    await elasticsearch.ask('docnow-tweet/_forcemerge?max_num_segments=1', 'POST');
    for (const [made, gone] of [
      ['two', 'one'],
      ['three', 'two'],
    ]) {
      await snapshot(elasticsearch, made);
      await elasticsearch.ask(`_snapshot/volume/${gone}`, 'DELETE');
    }
    const seen: string[] = [];
    for (let ending = 'killed'; ending === 'killed';) {
      const ran = await run(copy, volume, around, step);
      ending = ran.ending;
      assert.match(ending, /^(killed|0)$/, ran.words);
      const { writes } = gate;
      seen.push(await putBack(elasticsearch, around, seen.length));
      console.log(`lost after ${writes} writes more: ${ending}, there is ${seen.at(-1)}`);
    }
    assert.deepEqual([...new Set(seen)], ['one: 1000', 'three: 1200']);
    const keys = await bucketOf(aws, BUCKET);
    console.log(`${seen.length} states, all whole; ${keys.length} objects are left`);
  } finally {
    await gate.close();
    await Promise.all([elasticsearch.stop(), aws.stop()]);
    await folder.delete();
  }
}

/** Makes a volume and tells Elasticsearch of it, by the same name. */
async function repository({ repository: root, ask }: RunningElasticsearch, name: string): Promise<string> {
  await mkdir(join(root, name), { recursive: true });
  await ask(`_snapshot/${name}`, 'PUT', { type: 'fs', settings: { location: name } });
  return join(root, name);
}

async function snapshot({ ask }: RunningElasticsearch, name: string): Promise<void> {
  await ask(`_snapshot/volume/${name}?wait_for_completion=true`, 'PUT', {});
}

/** Fetches to an empty volume, and puts the newest snapshot back beside what is there. @returns its name, and how much is in it */
async function putBack(elasticsearch: RunningElasticsearch, around: Surroundings, state: number): Promise<string> {
  const { ask, repository: root } = elasticsearch;
  const name = `state-${state}`;
  await mkdir(join(root, name));
  const ran = await run(fetched, join(root, name), around);
  assert.equal(ran.ending, '0', ran.words);
  await repository(elasticsearch, name);
  const { snapshots } = await ask<{ snapshots: { snapshot: string }[] }>(`_snapshot/${name}/_all`);
  const newest = snapshots.at(-1)!.snapshot;
  const { snapshot: restored } = await ask<any>(
    `_snapshot/${name}/${newest}/_restore?wait_for_completion=true`,
    'POST',
    { rename_pattern: 'docnow-tweet', rename_replacement: name },
  );
  assert.equal(restored.shards.failed, 0);
  await ask(`${name}/_refresh`, 'POST');
  const { count } = await ask<{ count: number }>(`${name}/_count`);
  await Promise.all([ask(name, 'DELETE'), ask(`_snapshot/${name}`, 'DELETE')]);
  await rm(join(root, name), { recursive: true });
  return `${newest}: ${count}`;
}
