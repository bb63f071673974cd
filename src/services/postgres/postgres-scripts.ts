// All of these run in the image's shell, and find what they need in the variables that the container is given. None has
// braces behind a dollar sign: those would be Terraform's.

/** Whether clients are served. By its address and not its socket: through that alone, the server of the first start listens. */
export const READY = ['sh', '-c', 'pg_isready --quiet --host=127.0.0.1'];

/** Whether it is alive, which it also is while it refuses clients since it recovers or stops: 1 of pg_isready. */
export const ALIVE = ['sh', '-c', 'pg_isready --quiet --host=127.0.0.1; test $? -le 1'];

/**
 * Makes the user who owns the database and gives it the password of the file, at the first start and whenever an
 * operator runs it. The superuser has no password, so that nobody is it from afar. The password goes by no argument,
 * where a list of processes would show it, and into no log.
 */
export const OWNER = `
psql --no-psqlrc --quiet --username=postgres --dbname="$POSTGRES_DB" \\
  --set=ON_ERROR_STOP=1 --set=owner="$DATABASE_OWNER" <<'SQL'
SET log_min_error_statement = panic;
\\set password \`cat "$PASSWORD_FILE"\`
SELECT format('CREATE ROLE %I LOGIN', :'owner') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \\gexec
ALTER ROLE :"owner" PASSWORD :'password';
ALTER DATABASE :"DBNAME" OWNER TO :"owner";
ALTER ROLE postgres PASSWORD NULL;
SQL
`.trimStart();

/** What every backup and restore begins with. */
const BEGIN = `
set -eu
umask 077
cd "$BACKUPS"
export PGPASSWORD="$(cat "$PASSWORD_FILE")"`.trim();

/**
 * Writes a backup, reads it all again, and only then gives it its name and removes the oldest. One that fails leaves the
 * earlier ones as they are.
 */
export const BACK_UP = `
${BEGIN}
part=.part
trap 'rm -f "$part"' EXIT
pg_dump --format=custom --no-password --file="$part"
pg_restore --file=/dev/null "$part"
dump="$PGDATABASE-$(date -u +%Y%m%dT%H%M%SZ).dump"
mv "$part" "$dump"
ls -1 | grep "^$PGDATABASE-.*\\.dump$" | sort -r | tail -n +$((KEEP + 1)) | while read -r old; do rm -- "$old"; done
ls -l "$dump"
`.trimStart();

/**
 * Puts the database back to a backup, in one transaction: as it was then, or, when anything fails, as it is now. Without
 * the name of a backup it only tells which there are.
 */
export const RESTORE = `
${BEGIN}
DUMP=$(printenv DUMP || true)
if [ -z "$DUMP" ]; then
  echo 'DUMP is not set, so nothing is changed. Set it to one of:'
  ls -1 | grep '\\.dump$' || echo 'no backup at all'
  exit 0
fi
test -f "$DUMP"
{ pg_restore --no-owner --no-privileges --file=- "$DUMP" || echo "DO 'BEGIN RAISE EXCEPTION ''unreadable''; END';"; } |
  psql --no-psqlrc --quiet --no-password --set=ON_ERROR_STOP=1 --single-transaction \\
    --command='DROP OWNED BY CURRENT_USER CASCADE' --file=- >/dev/null
psql --no-psqlrc --quiet --no-password --command=ANALYZE
echo "restored $DUMP"
`.trimStart();
