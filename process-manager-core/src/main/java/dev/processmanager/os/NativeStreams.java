package dev.processmanager.os;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The three standard streams of one child: what the child gets, and the ends of pipes that stay
/// with the host.
///
/// @param ofChild what the child has as descriptors 0, 1 and 2
/// @param inherited its ends of pipes
record NativeStreams(
    List<PosixSpawn.Stream> ofChild,
    List<Integer> inherited,
    OptionalInt stdin,
    OptionalInt stdout,
    OptionalInt stderr) {

  private static final Path NOTHING = Path.of("/dev/null");

  private record End(PosixSpawn.Stream ofChild, OptionalInt ofHost) {

    End(PosixSpawn.Stream ofChild) {
      this(ofChild, OptionalInt.empty());
    }
  }

  static NativeStreams open(SpawnRequest request, Descriptors fds) {
    End in = input(request.stdin(), fds);
    return switch (request.stdout()) {
      case Stdout.Piped(boolean merged, Receiver _) -> {
        End out = output(fds);
        End err = merged ? new End(new PosixSpawn.Stream.Same(1)) : output(fds);
        yield of(in, out, err);
      }
      case Stdout.Appended(Path file) ->
          of(
              in,
              new End(new PosixSpawn.Stream.Appended(file)),
              new End(new PosixSpawn.Stream.Same(1)));
      case Stdout.Inherited _ ->
          of(in, new End(new PosixSpawn.Stream.Same(1)), new End(new PosixSpawn.Stream.Same(2)));
    };
  }

  /// The ends that a child has been given, and the host has no use for.
  int[] endsOfChild() {
    return inherited.stream().mapToInt(Integer::intValue).toArray();
  }

  int[] endsOfHost() {
    return Stream.of(stdin, stdout, stderr).flatMapToInt(OptionalInt::stream).toArray();
  }

  private static NativeStreams of(End in, End out, End err) {
    return new NativeStreams(
        List.of(in.ofChild, out.ofChild, err.ofChild),
        Stream.of(in, out, err)
            .filter(end -> end.ofHost.isPresent())
            .map(end -> ((PosixSpawn.Stream.Same) end.ofChild).fd())
            .toList(),
        in.ofHost,
        out.ofHost,
        err.ofHost);
  }

  private static End input(Stdin stdin, Descriptors fds) {
    return switch (stdin) {
      case Stdin.Nothing _ -> new End(new PosixSpawn.Stream.Read(NOTHING));
      case Stdin.FromFile(Path file) -> new End(new PosixSpawn.Stream.Read(readable(file)));
      case Stdin.Inherited _ -> new End(new PosixSpawn.Stream.Same(0));
      case Stdin.Bytes _, Stdin.FromStream _, Stdin.FromPipe _ -> {
        Descriptors.Pipe pipe = fds.pipe();
        yield new End(new PosixSpawn.Stream.Same(pipe.readEnd()), OptionalInt.of(pipe.writeEnd()));
      }
    };
  }

  private static End output(Descriptors fds) {
    Descriptors.Pipe pipe = fds.pipe();
    return new End(new PosixSpawn.Stream.Same(pipe.writeEnd()), OptionalInt.of(pipe.readEnd()));
  }

  private static Path readable(Path file) {
    if (!file.toFile().canRead()) {
      throw SpawnErrors.unreadableInput(file, null);
    }
    return file.toAbsolutePath();
  }
}
