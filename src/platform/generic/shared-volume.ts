import { PersistentVolumeV1SpecPersistentVolumeSource as Source } from '@cdktf/provider-kubernetes/lib/persistent-volume-v1';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { ISharedVolume, VolumeMountProps } from '../shared-volume';
import { staticClaim } from '../static-claim';

/** A folder that a server gives out by NFS. */
export interface NfsVolumeProps {
  /** The server's name or address. */
  readonly server: string;
  /** The exported folder, such as `/export/user-data`. */
  readonly path: string;
  /**
   * Options of mount.
   *
   * @default - NFS 4.1; a server that does not answer is waited for, so that no write is lost
   */
  readonly mountOptions?: string[];
  /**
   * The claim's name in each namespace.
   *
   * @default user-data
   */
  readonly name?: string;
}

/** A volume that a CSI driver of the cluster knows already. */
export interface CsiVolumeProps {
  /** The driver's name, such as `file.csi.azure.com`. It must let many nodes write at once. */
  readonly driver: string;
  /** The volume's name for the driver. */
  readonly volumeHandle: string;
  /**
   * What else the driver wants to know. Never a secret.
   *
   * @default - nothing
   */
  readonly volumeAttributes?: { [name: string]: string };
  /**
   * Options of mount.
   *
   * @default - the driver's own
   */
  readonly mountOptions?: string[];
  /**
   * The claim's name in each namespace.
   *
   * @default user-data
   */
  readonly name?: string;
}

/**
 * User data on any cluster: one volume that is there already, made available in every namespace that asks.
 *
 * Why not a StorageClass that lets many write? A claim belongs to one namespace, and a class makes a new volume for
 * each claim: blue and green would each see files of their own. So let the class, or your provider, make one volume
 * once, and give its handle or its address here.
 */
export class SharedVolume implements ISharedVolume {
  /**
   * A folder of an NFS server.
   *
   * @throws when the server is empty or the path does not begin with a slash
   */
  public static nfs(props: NfsVolumeProps): SharedVolume {
    refuseEmpty('SharedVolume.nfs', 'server', props.server, 'Give its name or address, such as nfs.example.org.');
    if (!Token.isUnresolved(props.path) && !props.path.startsWith('/')) {
      throw new Error(
        `SharedVolume.nfs: path is '${props.path}', which is not the path of an exported folder. ` +
          'Begin it with a slash, such as /export/user-data.',
      );
    }
    const { server, path, mountOptions = ['nfsvers=4.1', 'hard'] } = props;
    return new SharedVolume({ nfs: { server, path } }, mountOptions, props.name ?? 'user-data');
  }

  /**
   * A volume of a CSI driver.
   *
   * @throws when driver or handle are empty
   */
  public static csi(props: CsiVolumeProps): SharedVolume {
    refuseEmpty('SharedVolume.csi', 'driver', props.driver, 'Name the driver, such as file.csi.azure.com.');
    refuseEmpty('SharedVolume.csi', 'volumeHandle', props.volumeHandle, "Give the volume's name for its driver.");
    const { driver, volumeHandle, volumeAttributes, mountOptions } = props;
    return new SharedVolume(
      { csi: { driver, volumeHandle, volumeAttributes } },
      mountOptions,
      props.name ?? 'user-data',
    );
  }

  private constructor(
    private readonly source: Source,
    private readonly mountOptions: string[] | undefined,
    private readonly name: string,
  ) {}

  /** Makes a PersistentVolume and its claim for the namespace; removing them never removes files. */
  public mount(scope: Construct, id: string, { namespace }: VolumeMountProps): string {
    const { name, source, mountOptions } = this;
    return staticClaim(scope, id, { namespace, name, source, mountOptions });
  }
}

function refuseEmpty(factory: string, property: string, value: string, wayOut: string): void {
  if (value.trim() === '') throw new Error(`${factory}: ${property} is '', which names nothing. ${wayOut}`);
}
