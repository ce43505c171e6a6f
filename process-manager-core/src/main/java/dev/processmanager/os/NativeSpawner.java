package dev.processmanager.os;

import dev.processmanager.process.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The engine for Linux: `posix_spawn` on platform threads, since a spawn on a virtual thread
/// stalls all others, and one epoll loop for all streams and exits.
final class NativeSpawner implements Spawner {

  private static final Path SHELL = Path.of("/bin/sh");
  private static final Path NOTHING = Path.of("/dev/null");
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

  private final Tools tools;
  private final Identities identities;
  private final SpawnerThreads threads = new SpawnerThreads();
  private final LazyLoop loop = new LazyLoop();

  NativeSpawner(Tools tools) {
    this.tools = tools;
    this.identities = new Identities(tools);
  }

  @Override
  public CompletableFuture<Child> spawn(SpawnRequest request) {
    return CompletableFuture.supplyAsync(() -> start(request.withoutWaiting()), threads);
  }

  @Override
  public Tools tools() {
    return tools;
  }

  @Override
  public Signaller signaller() {
    return new NativeSignaller(identities);
  }

  @Override
  public void close() {
    threads.close();
    loop.close(CLOSE_LIMIT);
  }

  private Child start(SpawnRequest request) {
    try (Arena arena = Arena.ofConfined();
        var fds = new Descriptors(arena, request.program())) {
      return start(request, fds);
    } catch (LaunchException refusal) {
      throw new CompletionException(refusal);
    }
  }

  private Child start(SpawnRequest request, Descriptors fds) {
    Path program = Programs.find(request);
    Descriptors.Pipe stdout = fds.pipe();
    Optional<Descriptors.Pipe> stderr =
        request.mergeStreams() ? Optional.empty() : Optional.of(fds.pipe());
    Optional<Descriptors.Pipe> stdin =
        switch (request.stdin()) {
          case Stdin.Nothing _, Stdin.FromFile _ -> Optional.empty();
          case Stdin.Bytes _, Stdin.FromStream _ -> Optional.of(fds.pipe());
        };
    int pid =
        spawned(
            program,
            request,
            List.of(
                input(request.stdin(), stdin),
                new PosixSpawn.Stream.Inherited(stdout.writeEnd()),
                new PosixSpawn.Stream.Inherited(stderr.orElse(stdout).writeEnd())));
    int pidfd = fds.ofChild(pid);
    fds.nonBlocking(stdout.readEnd());
    stderr.ifPresent(pipe -> fds.nonBlocking(pipe.readEnd()));
    stdin.ifPresent(pipe -> fds.nonBlocking(pipe.writeEnd()));
    var child =
        new NativeChild(
            pid,
            pidfd,
            stdout.readEnd(),
            stderr.map(Descriptors.Pipe::readEnd),
            request.receiver(),
            identities,
            loop.get());
    fds.keep(pidfd, stdout.readEnd());
    stderr.ifPresent(pipe -> fds.keep(pipe.readEnd()));
    stdin.ifPresent(pipe -> fds.keep(pipe.writeEnd()));
    loop.get().execute(child::begin);
    stdin.ifPresent(pipe -> feed(child, request.stdin(), pipe.writeEnd()));
    return child;
  }

  private static PosixSpawn.Stream input(Stdin stdin, Optional<Descriptors.Pipe> pipe) {
    return switch (stdin) {
      case Stdin.Nothing _ -> new PosixSpawn.Stream.File(NOTHING);
      case Stdin.FromFile(Path file) -> new PosixSpawn.Stream.File(readable(file));
      case Stdin.Bytes _, Stdin.FromStream _ ->
          new PosixSpawn.Stream.Inherited(pipe.orElseThrow().readEnd());
    };
  }

  private static Path readable(Path file) {
    if (!file.toFile().canRead()) {
      throw SpawnErrors.unreadableInput(file, null);
    }
    return file.toAbsolutePath();
  }

  private static int spawned(Path program, SpawnRequest request, List<PosixSpawn.Stream> streams) {
    int pid = PosixSpawn.spawn(program, request, streams);
    if (pid == -SpawnErrors.ENOEXEC) {
      // A script without a first line that says so; shells and execvp run it with sh.
      var argv = new ArrayList<>(request.argv());
      argv.set(0, program.toString());
      argv.addFirst(SHELL.toString());
      pid = PosixSpawn.spawn(SHELL, request.withArgv(argv), streams);
    }
    if (pid < 0) {
      throw SpawnErrors.explained(request.program(), -pid, null);
    }
    return pid;
  }

  private void feed(NativeChild child, Stdin stdin, int fd) {
    EpollLoop served = loop.get();
    var writer = new NativeWriter(served, fd);
    child.drained().thenRun(() -> served.execute(writer::close));
    switch (stdin) {
      case Stdin.Bytes(ByteBuffer bytes) ->
          served.execute(() -> writer.write(bytes.duplicate()).thenRun(writer::close));
      case Stdin.FromStream(InputStream stream) -> {
        Thread reader =
            Thread.ofPlatform()
                .daemon()
                .name("process-manager-stdin-" + child.identity().pid())
                .start(() -> copy(stream, writer, served));
        child.exit().thenRun(reader::interrupt);
      }
      case Stdin.Nothing _, Stdin.FromFile _ -> {}
    }
  }

  /// On a thread of its own, since the stream may block for as long as it likes.
  private static void copy(InputStream stream, NativeWriter writer, EpollLoop loop) {
    byte[] buffer = new byte[8_192];
    try {
      boolean wanted = true;
      for (int n = stream.read(buffer); n >= 0 && wanted; n = stream.read(buffer)) {
        var chunk = ByteBuffer.wrap(buffer, 0, n);
        var written = new CompletableFuture<Boolean>();
        loop.execute(() -> writer.write(chunk).thenAccept(written::complete));
        wanted = written.join();
      }
    } catch (IOException endOfReading) {
      StdinWriter.stoppedReading(endOfReading);
    } finally {
      loop.execute(writer::close);
    }
  }
}
