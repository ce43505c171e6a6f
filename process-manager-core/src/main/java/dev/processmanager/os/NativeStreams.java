package dev.processmanager.os;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The three standard streams of one child, and its answers if it has a channel: what the child
/// gets, and the ends of pipes that stay with the host.
///
/// @param ofChild what the child has as descriptors from 0 on
/// @param inherited its ends of pipes
record NativeStreams(
    List<PosixSpawn.Stream> ofChild,
    List<Integer> inherited,
    OptionalInt stdin,
    OptionalInt stdout,
    OptionalInt stderr,
    OptionalInt answers) {

  private static final Path NOTHING = Path.of("/dev/null");

  private record End(PosixSpawn.Stream ofChild, OptionalInt ofHost) {

    End(PosixSpawn.Stream ofChild) {
      this(ofChild, OptionalInt.empty());
    }
  }

  static NativeStreams open(SpawnRequest request, Descriptors fds) {
    End in = input(request.stdin(), fds);
    List<End> back = request.stdin() instanceof Stdin.Channel ? List.of(output(fds)) : List.of();
    return switch (request.stdout()) {
      case Stdout.Piped(boolean merged, Receiver _) -> {
        End out = output(fds);
        End err = merged ? new End(new PosixSpawn.Stream.Same(1)) : output(fds);
        yield of(in, out, err, back);
      }
      case Stdout.Appended(Path file) ->
          of(
              in,
              new End(new PosixSpawn.Stream.Appended(file)),
              new End(new PosixSpawn.Stream.Same(1)),
              back);
      case Stdout.Inherited _ ->
          of(
              in,
              new End(new PosixSpawn.Stream.Same(1)),
              new End(new PosixSpawn.Stream.Same(2)),
              back);
    };
  }

  /// The ends that a child has been given, and the host has no use for.
  int[] endsOfChild() {
    return inherited.stream().mapToInt(Integer::intValue).toArray();
  }

  int[] endsOfHost() {
    return Stream.of(stdin, stdout, stderr, answers).flatMapToInt(OptionalInt::stream).toArray();
  }

  /// @param back the answers, if there are any
  private static NativeStreams of(End in, End out, End err, List<End> back) {
    List<End> all = Stream.concat(Stream.of(in, out, err), back.stream()).toList();
    return new NativeStreams(
        all.stream().map(End::ofChild).toList(),
        all.stream()
            .filter(end -> end.ofHost.isPresent())
            .map(end -> ((PosixSpawn.Stream.Same) end.ofChild).fd())
            .toList(),
        in.ofHost,
        out.ofHost,
        err.ofHost,
        back.isEmpty() ? OptionalInt.empty() : back.getFirst().ofHost);
  }

  private static End input(Stdin stdin, Descriptors fds) {
    return switch (stdin) {
      case Stdin.Nothing _ -> new End(new PosixSpawn.Stream.Read(NOTHING));
      case Stdin.FromFile(Path file) -> new End(new PosixSpawn.Stream.Read(readable(file)));
      case Stdin.Inherited _ -> new End(new PosixSpawn.Stream.Same(0));
      case Stdin.Bytes _,
          Stdin.FromStream _,
          Stdin.FromPipe _,
          Stdin.Messages _,
          Stdin.Channel _ -> {
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
