import { elasticsearchCopies } from './elasticsearch';
import { postgresCopies } from './postgres';

/** `npm run integ:copies [STEP]`: copies in an object store, by pods that are lost after every STEP writes. */
async function main(step: number): Promise<void> {
  await postgresCopies();
  await elasticsearchCopies(step);
}

main(Number(process.argv[2] ?? 1)).catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
