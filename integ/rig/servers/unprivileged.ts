import { chown, readFile } from 'node:fs/promises';
import { TemporaryFolder, temporaryFolder } from '../processes/temporary-folder';

/** A user of this machine and its group. */
export interface User {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Who programs run as that refuse root: the first of these that the machine has, or, when this is not root, who we are. */
export async function unprivileged(...names: string[]): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const found = [...names, 'nobody'].flatMap((name) => users.filter(([user]) => user === name)).at(0);
  if (!found) throw new Error(`root has no user to run a program as: none of ${names.join(', ')}, nobody is there`);
  return { name: found[0], uid: Number(found[2]), gid: Number(found[3]) };
}

/** A folder that belongs to a user, in the system's folder of temporary ones: those of the rig let root alone in. */
export async function folderOf(user: User | undefined, prefix: string): Promise<TemporaryFolder> {
  const folder = await temporaryFolder(prefix);
  if (user) await chown(folder.path, user.uid, user.gid);
  return folder;
}
