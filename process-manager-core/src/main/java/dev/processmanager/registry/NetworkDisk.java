package dev.processmanager.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns of a registry that lies on another machine's disk, where less holds than on one's own.
final class NetworkDisk {

  private static final Logger LOG = LoggerFactory.getLogger("dev.processmanager.registry");

  /// As mount tables call them.
  private static final Set<String> NETWORKS =
      Set.of(
          "9p",
          "afpfs",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "davfs",
          "glusterfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs3",
          "nfs4",
          "prl_fs",
          "smb2",
          "smb3",
          "smbfs",
          "vboxsf",
          "virtiofs",
          "vmhgfs",
          "webdav");

  /// Of those that are programs, as `fuse.sshfs`. Most others lie on disks of this machine.
  private static final Set<String> PROGRAMS =
      Set.of(
          "blobfuse",
          "blobfuse2",
          "cephfs",
          "curlftpfs",
          "gcsfuse",
          "goofys",
          "grpcfuse",
          "mount-s3",
          "rclone",
          "s3fs",
          "smbnetfs",
          "sshfs",
          "vmhgfs-fuse");

  private static final String FUSE = "fuse.";

  private static final Set<Path> WARNED = ConcurrentHashMap.newKeySet();

  private NetworkDisk() {}

  /// Says so once for each file.
  static void warnOf(Path file) {
    String type = typeOf(file);
    if (isNews(file, type)) {
      LOG.warn(
          "The registry {} lies on a network file system ({}): locks may not hold between machines"
              + " or be lost with the connection, and a rename may fail though it was done."
              + " Let each machine have a registry on a disk of its own",
          file,
          type);
    }
  }

  static boolean isNews(Path file, String type) {
    return isNetwork(type) && WARNED.add(file);
  }

  /// Whether a file system of this type, as [java.nio.file.FileStore#type()] has it, is another
  /// machine's. What is not known is taken for this machine's.
  static boolean isNetwork(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    return name.startsWith(FUSE)
        ? isNetworkProgram(name.substring(FUSE.length()))
        : NETWORKS.contains(name);
  }

  private static boolean isNetworkProgram(String name) {
    return PROGRAMS.contains(name) || NETWORKS.contains(name);
  }

  /// Empty if that is not told.
  private static String typeOf(Path file) {
    try {
      return Site.disk(file).type();
    } catch (IOException unknown) {
      LOG.debug("Where {} lies cannot be told", file, unknown);
      return "";
    }
  }
}
