package dev.processmanager.os;

import dev.processmanager.process.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The engine for Linux: `posix_spawn` on platform threads, since a spawn on a virtual thread
/// stalls all others, and one epoll loop for all streams and exits.
final class NativeSpawner implements Spawner {

  private static final Path SHELL = Path.of("/bin/sh");
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

  private final Tools tools;
  private final Identities identities;
  private final Fingerprints fingerprints;
  private final SpawnerThreads threads = new SpawnerThreads();
  private final LazyLoop loop = new LazyLoop();

  NativeSpawner(Tools tools) {
    this.tools = tools;
    this.identities = new Identities(tools);
    this.fingerprints = new Fingerprints(tools, true);
  }

  @Override
  public CompletableFuture<Child> spawn(SpawnRequest request) {
    return threads.spawn(request, this::start);
  }

  @Override
  public Tools tools() {
    return tools;
  }

  @Override
  public boolean hasChannels() {
    return true;
  }

  @Override
  public Signaller signaller() {
    return new NativeSignaller(identities);
  }

  @Override
  public Fingerprints fingerprints() {
    return fingerprints;
  }

  @Override
  public AdoptedChild adopt(Fingerprint recorded, Traces traces, boolean told) {
    long pid = recorded.process().pid();
    Pidfd pidfd = Pidfd.of(pid);
    try (Arena arena = Arena.ofConfined();
        var fds = new Descriptors(arena, "process " + pid)) {
      if (!pidfd.isOpen() && !pidfd.hadNobody()) {
        throw SpawnErrors.explained("process " + pid, -pidfd.number(), null);
      }
      // The descriptor came first: if it is the same now, it is the one that the descriptor means.
      boolean same =
          told ? identities.isListed(recorded.process()) : Adoptions.isSame(recorded, fingerprints);
      if (!same) {
        pidfd.close();
        pidfd = Pidfd.none();
      }
      var child = new NativeAdopted(recorded.process(), traces, identities, pidfd, loop.get(fds));
      child.begin();
      return child;
    } catch (RuntimeException | Error failure) {
      pidfd.close();
      throw failure;
    }
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
    }
  }

  private Child start(SpawnRequest request, Descriptors fds) {
    // What a prefix executes in the end, the kernel tells nobody but the prefix.
    Path program = request.prefix().isEmpty() ? Programs.locate(request) : Programs.find(request);
    EpollLoop served = loop.get(fds);
    NativeStreams streams = NativeStreams.open(request, fds);
    int pid = spawned(program, request, streams.ofChild());
    try {
      fds.closeNow(streams.endsOfChild());
      return supervised(pid, request, streams, fds, served);
    } catch (RuntimeException | Error failure) {
      // Whom nobody looks after must not run on.
      ProcessCalls.end(pid);
      throw failure;
    }
  }

  private Child supervised(
      int pid, SpawnRequest request, NativeStreams streams, Descriptors fds, EpollLoop served) {
    int pidfd = fds.ofChild(pid);
    fds.nonBlocking(streams.endsOfHost());
    var child = new NativeChild(pid, pidfd, streams, request, identities, served);
    streams.stdin().ifPresent(fd -> feed(child, request.stdin(), fd, served));
    fds.keep(pidfd);
    fds.keep(streams.endsOfHost());
    child.begin();
    return child;
  }

  private static int spawned(Path program, SpawnRequest request, List<PosixSpawn.Stream> streams) {
    Path first = request.prefix().isEmpty() ? program : Path.of(request.prefix().getFirst());
    int pid = PosixSpawn.spawn(first, request, streams);
    if (pid == -SpawnErrors.ENOEXEC) {
      // A script without a first line that says so; shells and execvp run it with sh.
      var argv = new ArrayList<>(request.argv());
      argv.set(0, program.toString());
      argv.addFirst(SHELL.toString());
      pid = PosixSpawn.spawn(SHELL, request.withArgv(argv), streams);
    }
    if (pid < 0) {
      Programs.checkInterpreter(request, program);
      throw SpawnErrors.explained(request.program(), -pid, null);
    }
    return pid;
  }

  private static void feed(NativeChild child, Stdin stdin, int fd, EpollLoop served) {
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
      case Stdin.FromPipe(BytePipe pipe) -> forward(pipe, writer, served);
      case Stdin.Channel(Outbox requests, Receiver _) -> forward(requests, writer, served);
      case Stdin.Nothing _, Stdin.FromFile _, Stdin.Inherited _ -> {}
    }
  }

  private static void forward(Feed feed, NativeWriter writer, EpollLoop served) {
    feed.onNews(() -> served.execute(() -> writer.forward(feed)));
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
