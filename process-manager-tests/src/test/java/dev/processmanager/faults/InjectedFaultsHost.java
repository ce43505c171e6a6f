package dev.processmanager.faults;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.processmanager.ProcessManager;
import dev.processmanager.command.Command;
import dev.processmanager.command.Engine;
import dev.processmanager.process.LaunchException;
import dev.processmanager.process.ProcessResult;
import dev.processmanager.process.StopPlan;
import dev.processmanager.process.StopReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// Works while calls of the C library fail.
final class InjectedFaultsHost {

  private static final int READ = 0;
  private static final int WRITE = 1;
  private static final int PIPE2 = 2;
  private static final int CLOSE = 3;
  private static final int FCNTL = 4;
  private static final int SPAWN = 5;
  private static final int EPOLL_CREATE = 6;
  private static final int EPOLL_CTL = 7;
  private static final int EPOLL_WAIT = 8;
  private static final int EVENTFD = 9;
  private static final int FIRST_SYSCALL = 16;
  private static final int WAITID = FIRST_SYSCALL + 247;
  private static final int SEND_SIGNAL = FIRST_SYSCALL + 424;
  private static final int PIDFD_OPEN = FIRST_SYSCALL + 434;

  private static final int SHORT = -1;
  private static final int EPERM = 1;
  private static final int EINTR = 4;
  private static final int EIO = 5;
  private static final int E2BIG = 7;
  private static final int EAGAIN = 11;
  private static final int ENOMEM = 12;
  private static final int ENFILE = 23;
  private static final int EMFILE = 24;
  private static final int ENOSPC = 28;
  private static final int EPIPE = 32;

  private static final String TEXT = "0123456789".repeat(20_000);

  /// What may come of work while a fault is there.
  enum Outcome {
    RIGHT,
    /// Refused, and another try may succeed.
    REFUSED,
    REFUSED_FOR_EVER,
    /// Ended, but not all of its output or input was passed on.
    INCOMPLETE
  }

  /// @param allowed what may come of it besides what is right
  private record Fault(String call, int number, int error, int every, Outcome allowed) {}

  private static final List<Fault> FAULTS =
      List.of(
          new Fault("read, short", READ, SHORT, 2, Outcome.RIGHT),
          new Fault("read", READ, EINTR, 2, Outcome.RIGHT),
          new Fault("read", READ, EAGAIN, 2, Outcome.RIGHT),
          new Fault("read", READ, EIO, 5, Outcome.INCOMPLETE),
          new Fault("write, short", WRITE, SHORT, 2, Outcome.RIGHT),
          new Fault("write", WRITE, EINTR, 2, Outcome.RIGHT),
          new Fault("write", WRITE, EAGAIN, 2, Outcome.RIGHT),
          new Fault("write", WRITE, EPIPE, 3, Outcome.INCOMPLETE),
          new Fault("close", CLOSE, EINTR, 2, Outcome.RIGHT),
          new Fault("epoll_wait", EPOLL_WAIT, EINTR, 2, Outcome.RIGHT),
          new Fault("epoll_ctl", EPOLL_CTL, ENOMEM, 2, Outcome.RIGHT),
          new Fault("epoll_ctl", EPOLL_CTL, ENOSPC, 3, Outcome.RIGHT),
          new Fault("waitid", WAITID, EINTR, 2, Outcome.RIGHT),
          new Fault("pidfd_send_signal", SEND_SIGNAL, EAGAIN, 2, Outcome.RIGHT),
          new Fault("epoll_create1", EPOLL_CREATE, EMFILE, 1, Outcome.REFUSED),
          new Fault("eventfd", EVENTFD, ENFILE, 1, Outcome.REFUSED),
          new Fault("pipe2", PIPE2, EMFILE, 2, Outcome.REFUSED),
          new Fault("pipe2", PIPE2, ENFILE, 3, Outcome.REFUSED),
          new Fault("fcntl", FCNTL, EPERM, 5, Outcome.REFUSED),
          new Fault("pidfd_open", PIDFD_OPEN, EMFILE, 3, Outcome.REFUSED),
          new Fault("pidfd_open", PIDFD_OPEN, ENOMEM, 2, Outcome.REFUSED),
          new Fault("posix_spawn", SPAWN, EAGAIN, 2, Outcome.REFUSED),
          new Fault("posix_spawn", SPAWN, ENOMEM, 2, Outcome.REFUSED),
          new Fault("posix_spawn", SPAWN, E2BIG, 2, Outcome.REFUSED_FOR_EVER));

  private InjectedFaultsHost() {}

  public static void main(String[] args) {
    FaultyLibc libc = FaultyLibc.load(Path.of(args[0]));
    try (ProcessManager warm = open()) {
      everything(warm, Outcome.RIGHT);
    }
    Machine.Holdings before = Machine.Holdings.now();
    for (Fault fault : FAULTS) {
      suffer(libc, fault);
    }
    Machine.await(
        "nothing leaks: " + before + " and now " + Machine.Holdings.now(),
        () -> !Machine.Holdings.now().exceed(before));
    System.out.println("calls on threads of others: " + libc.strangers());
  }

  private static ProcessManager open() {
    return ProcessManager.builder().engine(Engine.NATIVE).build();
  }

  private static void suffer(FaultyLibc libc, Fault fault) {
    try (ProcessManager pm = open()) {
      libc.set(fault.number, fault.error, fault.every);
      everything(pm, fault.allowed);
      if (libc.done(fault.number) == 0) {
        throw new AssertionError("it did not happen");
      }
      libc.set(fault.number, 0, 0);
      everything(pm, Outcome.RIGHT);
      System.out.println(fault + " is survived");
    } catch (RuntimeException | Error failure) {
      throw new AssertionError(fault.toString(), failure);
    }
  }

  private static void everything(ProcessManager pm, Outcome allowed) {
    for (int i = 0; i < 2; i++) {
      attempt(allowed, () -> copies(pm));
      attempt(allowed, () -> speaks(pm));
      attempt(allowed, () -> stops(pm));
    }
  }

  private static void attempt(Outcome allowed, Callable<Outcome> work) {
    Outcome outcome;
    try {
      outcome = work.call();
    } catch (LaunchException refused) {
      outcome = refused.isPermanent() ? Outcome.REFUSED_FOR_EVER : Outcome.REFUSED;
    } catch (Exception other) {
      throw new AssertionError(other);
    }
    if (outcome != Outcome.RIGHT && outcome != allowed) {
      throw new AssertionError(outcome);
    }
  }

  private static Outcome copies(ProcessManager pm) {
    ProcessResult result = Machine.get(pm.runCli(Command.of("cat").input(TEXT)));
    boolean whole = result.outputComplete() && result.stdout().equals(TEXT);
    return result.success() && whole ? Outcome.RIGHT : Outcome.INCOMPLETE;
  }

  private static Outcome speaks(ProcessManager pm) {
    ProcessResult result =
        Machine.get(pm.runCli(Command.shell("echo out; echo err >&2; exit 3").expecting(3)));
    boolean whole = result.stdout().equals("out\n") && result.stderr().equals("err\n");
    return result.success() && whole ? Outcome.RIGHT : Outcome.INCOMPLETE;
  }

  private static Outcome stops(ProcessManager pm) {
    Command family = Command.shell("sleep 60 & sleep 60 & wait");
    StopPlan plan = StopPlan.graceful(ofMillis(500)).killWait(ofSeconds(10));
    StopReport report = Machine.get(Machine.get(pm.startCliBackground(family)).stop(plan));
    return report.complete() ? Outcome.RIGHT : Outcome.INCOMPLETE;
  }
}
