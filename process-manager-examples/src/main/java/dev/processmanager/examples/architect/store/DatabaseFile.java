package dev.processmanager.examples.architect.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/// The file that a database lives in.
record DatabaseFile(Path path) {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

  /// Empty if there is none. Another file of the same name is told apart, where the file system
  /// can.
  Optional<Object> identity() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return Optional.of(key == null ? path : key);
  }

  Connection openForWriting(Duration patience) throws SQLException, IOException {
    create();
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.enforceForeignKeys(true);
    return open(config, patience);
  }

  Connection openForReading(Duration patience) throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    return open(config, patience);
  }

  private Connection open(SQLiteConfig config, Duration patience) throws SQLException {
    config.setBusyTimeout((int) patience.toMillis());
    return config.createConnection("jdbc:sqlite:" + path);
  }

  /// SQLite gives its other files the permissions of this one.
  private void create() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(path, owner);
    } catch (FileAlreadyExistsException usual) {
      // It is to be written on.
    }
  }

  /// Makes room for a new one and keeps what may be of use to somebody.
  Path moveAside(Instant now) throws IOException {
    String mark = ".damaged-" + STAMP.format(now);
    for (String suffix : List.of("-wal", "-shm", "")) {
      Path file = path.resolveSibling(path.getFileName() + suffix);
      if (Files.exists(file)) {
        Files.move(
            file,
            file.resolveSibling(path.getFileName() + mark + suffix),
            StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return path.resolveSibling(path.getFileName() + mark);
  }
}
