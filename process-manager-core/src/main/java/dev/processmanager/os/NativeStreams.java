package dev.processmanager.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The three standard streams of one child, and its channel if it has one: what the child gets, and
/// the ends of pipes that stay with the host.
///
/// @param ofChild what the child has as descriptors from 0 on
/// @param inherited its ends of pipes
/// @param stdin where the host writes: to the standard input, or to the channel
record NativeStreams(
    List<PosixSpawn.Stream> ofChild,
    List<Integer> inherited,
    OptionalInt stdin,
    OptionalInt stdout,
    OptionalInt stderr,
    OptionalInt answers) {

  private static final Path NOTHING = Path.of("/dev/null");

  /// In the order of its descriptors.
  private record Channel(End answers, End requests) {}

  private record End(PosixSpawn.Stream ofChild, OptionalInt ofHost) {

    End(PosixSpawn.Stream ofChild) {
      this(ofChild, OptionalInt.empty());
    }
  }

  static NativeStreams open(SpawnRequest request, Descriptors fds) {
    Optional<Channel> channel =
        request.stdin() instanceof Stdin.Channel
            ? Optional.of(new Channel(output(fds), input(fds)))
            : Optional.empty();
    End in =
        channel.isPresent()
            ? new End(new PosixSpawn.Stream.Read(NOTHING))
            : input(request.stdin(), fds);
    return switch (request.stdout()) {
      case Stdout.Piped(boolean merged, Receiver _) -> {
        End out = output(fds);
        End err = merged ? new End(new PosixSpawn.Stream.Same(1)) : output(fds);
        yield of(in, out, err, channel);
      }
      case Stdout.Appended(Path file) ->
          of(
              in,
              new End(new PosixSpawn.Stream.Appended(file)),
              new End(new PosixSpawn.Stream.Same(1)),
              channel);
      case Stdout.Inherited _ ->
          of(
              in,
              new End(new PosixSpawn.Stream.Same(1)),
              new End(new PosixSpawn.Stream.Same(2)),
              channel);
    };
  }

  /// The ends that a child has been given, and the host has no use for.
  int[] endsOfChild() {
    return inherited.stream().mapToInt(Integer::intValue).toArray();
  }

  int[] endsOfHost() {
    return Stream.of(stdin, stdout, stderr, answers).flatMapToInt(OptionalInt::stream).toArray();
  }

  private static NativeStreams of(End in, End out, End err, Optional<Channel> channel) {
    List<End> all =
        Stream.concat(
                Stream.of(in, out, err),
                channel.stream().flatMap(both -> Stream.of(both.answers, both.requests)))
            .toList();
    return new NativeStreams(
        all.stream().map(End::ofChild).toList(),
        all.stream()
            .filter(end -> end.ofHost.isPresent())
            .map(end -> ((PosixSpawn.Stream.Same) end.ofChild).fd())
            .toList(),
        channel.map(both -> both.requests.ofHost).orElse(in.ofHost),
        out.ofHost,
        err.ofHost,
        channel.map(both -> both.answers.ofHost).orElse(OptionalInt.empty()));
  }

  private static End input(Stdin stdin, Descriptors fds) {
    return switch (stdin) {
      case Stdin.Nothing _ -> new End(new PosixSpawn.Stream.Read(NOTHING));
      case Stdin.FromFile(Path file) -> new End(new PosixSpawn.Stream.Read(readable(file)));
      case Stdin.Inherited _ -> new End(new PosixSpawn.Stream.Same(0));
      case Stdin.Bytes _, Stdin.FromStream _, Stdin.FromPipe _, Stdin.Channel _ -> input(fds);
    };
  }

  private static End input(Descriptors fds) {
    Descriptors.Pipe pipe = fds.pipe();
    return new End(new PosixSpawn.Stream.Same(pipe.readEnd()), OptionalInt.of(pipe.writeEnd()));
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
