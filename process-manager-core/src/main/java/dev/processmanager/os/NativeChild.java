package dev.processmanager.os;

import dev.processmanager.output.Line;
import dev.processmanager.process.Exit;
import dev.processmanager.process.Identity;
import dev.processmanager.process.ResourceUsage;
import dev.processmanager.process.Signal;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// A child of `posix_spawn`. Its number stays its own until [#release()], so that neither it nor
/// its group can be mistaken.
final class NativeChild implements Child {

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

  private final int pid;
  private final int pidfd;
  private final Identity.OfProcess identity;
  private final Identities identities;
  private final EpollLoop loop;
  private final List<NativeReader> readers;
  private final CompletableFuture<Exit> exit = new CompletableFuture<>();
  private final CompletableFuture<Boolean> drained = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile ResourceUsage usage = ResourceUsage.unknown();
  private boolean released;

  /// Takes the limit of waiting for the output back, for which a closing loop would wait, too.
  private Runnable drainLimit = () -> {};

  private final EpollLoop.Source end =
      new EpollLoop.Source() {
        @Override
        void ready() {
          checkEnd();
        }
      };

  NativeChild(
      int pid,
      int pidfd,
      NativeStreams streams,
      SpawnRequest request,
      Identities identities,
      EpollLoop loop) {
    this.pid = pid;
    this.pidfd = pidfd;
    this.identities = identities;
    this.identity = identities.of(pid);
    this.loop = loop;
    this.readers =
        Stream.concat(output(request.stdout(), streams), answers(request.stdin(), streams))
            .toList();
  }

  private Stream<NativeReader> output(Stdout stdout, NativeStreams streams) {
    return stdout instanceof Stdout.Piped(boolean _, Receiver receiver)
        ? Stream.of(
                reader(streams.stdout(), Line.Source.STDOUT, receiver),
                reader(streams.stderr(), Line.Source.STDERR, receiver))
            .flatMap(Optional::stream)
        : Stream.empty();
  }

  private Stream<NativeReader> answers(Stdin stdin, NativeStreams streams) {
    return stdin instanceof Stdin.Channel(Outbox _, Receiver receiver)
        ? reader(streams.answers(), Line.Source.STDOUT, receiver).stream()
        : Stream.empty();
  }

  private Optional<NativeReader> reader(OptionalInt fd, Line.Source source, Receiver receiver) {
    return fd.isPresent()
        ? Optional.of(new NativeReader(loop, fd.getAsInt(), source, receiver, this::finishIfDone))
        : Optional.empty();
  }

  /// What follows from it happens on the loop's thread.
  void begin() {
    readers.forEach(NativeReader::begin);
    loop.add(pidfd, EpollLoop.READABLE, end);
  }

  private void checkEnd() {
    ProcessCalls.peek(pid)
        .ifPresent(
            how -> {
              loop.remove(pidfd, end);
              usage = how.usage();
              exit.complete(how.exit());
              readers.forEach(NativeReader::takeRest);
              finishIfDone();
              if (!drained.isDone()) {
                drainLimit = loop.after(DRAIN_LIMIT, this::giveUp);
              }
            });
  }

  private void finishIfDone() {
    if (exit.isDone() && readers.stream().noneMatch(NativeReader::isOpen)) {
      drainLimit.run();
      drained.complete(readers.stream().noneMatch(NativeReader::isBroken));
    }
  }

  /// Somebody still holds a pipe and may never let it go.
  private void giveUp() {
    readers.forEach(NativeReader::takeRest);
    readers.forEach(NativeReader::close);
    drained.complete(false);
  }

  @Override
  public Identity.OfProcess identity() {
    return identity;
  }

  @Override
  public CompletableFuture<Exit> exit() {
    return exit;
  }

  @Override
  public CompletableFuture<Boolean> drained() {
    return drained;
  }

  @Override
  public ResourceUsage usage() {
    return usage;
  }

  @Override
  public boolean isAlive() {
    return !exit.isDone() && identities.isAwake(identity);
  }

  @Override
  public boolean signal(Signal signal) {
    lock.lock();
    try {
      return !released && !exit.isDone() && ProcessCalls.sendSignal(pidfd, signal.number());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void leave() {
    loop.execute(
        () -> {
          if (!exit.isDone()) {
            loop.remove(pidfd, end);
            readers.forEach(NativeReader::close);
            release();
          }
        });
  }

  @Override
  public void release() {
    lock.lock();
    try {
      if (!released) {
        released = true;
        ProcessCalls.reap(pid);
        try (Arena arena = Arena.ofConfined()) {
          Libc.close(Libc.callState(arena), pidfd);
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
