import assert from 'node:assert/strict';
import { RunningElasticsearch } from './elasticsearch';

/** Adds documents to an index, from one id to another. */
export async function fill(
  { url }: Pick<RunningElasticsearch, 'url'>,
  index: string,
  from: number,
  to: number,
): Promise<void> {
  const ids = Array.from({ length: to - from }, (_, at) => from + at);
  const body = ids.map((id) => `{"index":{"_id":"${id}"}}\n{"text":"tweet ${id}"}\n`).join('');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${url}/${index}/tweet/_bulk?refresh=true`, { method: 'POST', headers, body });
  assert.equal(((await answer.json()) as { errors: boolean }).errors, false);
}
