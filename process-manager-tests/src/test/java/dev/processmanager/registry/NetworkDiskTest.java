package dev.processmanager.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which disks belong to other machines.
class NetworkDiskTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nfs",
        "nfs4",
        "NFS",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afpfs",
        "virtiofs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.glusterfs",
        "fuse.cephfs"
      })
  void anotherMachinesDiskIsKnown(String type) {
    assertThat(NetworkDisk.isNetwork(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ext4",
        "xfs",
        "btrfs",
        "zfs",
        "tmpfs",
        "overlay",
        "apfs",
        "hfs",
        "NTFS",
        "fuseblk",
        "fuse.overlayfs",
        "fuse.gocryptfs",
        "nfsd",
        "rpc_pipefs"
      })
  void ownDisksAreNotTakenForAnotherMachines(String type) {
    assertThat(NetworkDisk.isNetwork(type)).isFalse();
  }

  @Test
  void eachFileIsWarnedOfOnce() {
    Path file = Path.of("/remote/" + UUID.randomUUID());
    assertThat(NetworkDisk.isNews(file, "ext4")).isFalse();
    assertThat(NetworkDisk.isNews(file, "nfs4")).isTrue();
    assertThat(NetworkDisk.isNews(file, "nfs4")).isFalse();
    assertThat(NetworkDisk.isNews(file.resolveSibling("other"), "nfs4")).isTrue();
  }
}
