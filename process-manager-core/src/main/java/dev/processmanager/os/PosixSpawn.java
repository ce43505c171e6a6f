package dev.processmanager.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// One call of `posix_spawn`: a session of its own if it is to have one, an empty signal mask (a
/// JVM blocks signals that a child must get) and default actions, no descriptors but those that are
/// asked for.
final class PosixSpawn {

  private static final MethodHandle SPAWN =
      Libc.plain("posix_spawn", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle ACTIONS_INIT = action("init");
  private static final MethodHandle ACTIONS_DESTROY = action("destroy");
  private static final MethodHandle ADD_DUP2 =
      Libc.plain("posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle ADD_OPEN =
      Libc.plain(
          "posix_spawn_file_actions_addopen",
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          ADDRESS,
          JAVA_INT,
          JAVA_INT);
  private static final MethodHandle ADD_CHDIR =
      Libc.plain("posix_spawn_file_actions_addchdir_np", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle ADD_CLOSE_FROM =
      Libc.plain("posix_spawn_file_actions_addclosefrom_np", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle ATTR_INIT =
      Libc.plain("posix_spawnattr_init", JAVA_INT, ADDRESS);
  private static final MethodHandle ATTR_FLAGS =
      Libc.plain("posix_spawnattr_setflags", JAVA_INT, ADDRESS, JAVA_SHORT);
  private static final MethodHandle ATTR_DEFAULTS =
      Libc.plain("posix_spawnattr_setsigdefault", JAVA_INT, ADDRESS, ADDRESS);

  private static final int SET_SIGDEF = 0x04;
  private static final int SET_SIGMASK = 0x08;
  private static final int SET_SID = 0x80;
  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_APPEND = 0x400;
  private static final long ACTIONS_SIZE = 128;
  private static final long ATTRIBUTES_SIZE = 512;
  private static final long SIGNAL_SET_SIZE = 128;

  private static final MemorySegment OWN_SESSION = attributes(SET_SID | SET_SIGMASK | SET_SIGDEF);
  private static final MemorySegment SAME_SESSION = attributes(SET_SIGMASK | SET_SIGDEF);

  private final Arena arena;
  private final MemorySegment actions;

  /// Where a standard stream of the child comes from or goes to.
  sealed interface Stream {
    /// Where a descriptor goes at that moment: one of the host's, or one set before this.
    record Same(int fd) implements Stream {}

    record Read(Path file) implements Stream {}

    record Appended(Path file) implements Stream {}
  }

  private PosixSpawn(Arena arena) {
    this.arena = arena;
    this.actions = arena.allocate(ACTIONS_SIZE, 16);
  }

  /// Starts a child and gives its number, or a negative error number.
  ///
  /// @param streams what the child has as descriptors from 0 on; it has no others
  static int spawn(Path program, SpawnRequest request, List<Stream> streams) {
    try (Arena arena = Arena.ofConfined()) {
      return new PosixSpawn(arena).run(program, request, streams);
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }

  private int run(Path program, SpawnRequest request, List<Stream> streams) throws Throwable {
    require((int) ACTIONS_INIT.invokeExact(actions));
    try {
      for (int fd = 0; fd < streams.size(); fd++) {
        connect(fd, streams.get(fd));
      }
      if (request.directory().isPresent()) {
        require((int) ADD_CHDIR.invokeExact(actions, text(request.directory().get().toString())));
      }
      require((int) ADD_CLOSE_FROM.invokeExact(actions, streams.size()));
      MemorySegment pid = arena.allocate(JAVA_INT);
      MemorySegment attributes = request.hasOwnSession() ? OWN_SESSION : SAME_SESSION;
      int error =
          (int)
              SPAWN.invokeExact(
                  pid,
                  text(program.toString()),
                  actions,
                  attributes,
                  vector(request.commandLine().stream().map(this::text).toList()),
                  vector(NativeEnvironment.of(request.environment(), arena)));
      return error == 0 ? pid.get(JAVA_INT, 0) : -error;
    } finally {
      require((int) ACTIONS_DESTROY.invokeExact(actions));
    }
  }

  private void connect(int fd, Stream stream) throws Throwable {
    switch (stream) {
      case Stream.Same(int from) -> require((int) ADD_DUP2.invokeExact(actions, from, fd));
      case Stream.Read(Path file) -> open(fd, file, O_RDONLY);
      case Stream.Appended(Path file) -> open(fd, file, O_WRONLY | O_APPEND);
    }
  }

  private void open(int fd, Path file, int how) throws Throwable {
    require((int) ADD_OPEN.invokeExact(actions, fd, text(file.toString()), how, 0));
  }

  private MemorySegment text(String text) {
    return arena.allocateFrom(text, StandardCharsets.UTF_8);
  }

  private MemorySegment vector(List<MemorySegment> texts) {
    MemorySegment vector = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      vector.setAtIndex(ADDRESS, i, texts.get(i));
    }
    return vector;
  }

  private static MethodHandle action(String name) {
    return Libc.plain("posix_spawn_file_actions_" + name, JAVA_INT, ADDRESS);
  }

  private static MemorySegment attributes(int flags) {
    try {
      MemorySegment attributes = Arena.global().allocate(ATTRIBUTES_SIZE, 16);
      MemorySegment allSignals = Arena.global().allocate(SIGNAL_SET_SIZE, 8);
      allSignals.fill((byte) 0xff);
      require((int) ATTR_INIT.invokeExact(attributes));
      require((int) ATTR_DEFAULTS.invokeExact(attributes, allSignals));
      require((int) ATTR_FLAGS.invokeExact(attributes, (short) flags));
      return attributes;
    } catch (Throwable failure) {
      throw Libc.unexpected(failure);
    }
  }

  private static void require(int error) {
    if (error != 0) {
      throw new IllegalStateException("posix_spawn could not be prepared, error " + error);
    }
  }
}
