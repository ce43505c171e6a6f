package dev.processmanager.comparison.peers;

import dev.processmanager.comparison.Workers;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/// What Java functions do in child JVMs.
final class Chores {

  private static final byte[] MEGABYTE = new byte[1 << 20];

  private Chores() {}

  static Object perform(String chore, String pids) throws Exception {
    switch (Workers.Chore.valueOf(chore)) {
      case EXIT -> System.exit(3);
      case DIE -> die();
      case UNSERIALISABLE -> {
        return new Object();
      }
      case ODD_FAILURE -> throw new OddFailure();
      case DEEP -> {
        return deep();
      }
      case PRINT -> print();
      case READ -> System.in.readAllBytes();
      case LEAVE_CHILD -> tell(pids, new ProcessBuilder("sleep", "30").inheritIO().start().pid());
      case LEAVE_THREAD -> Thread.ofPlatform().daemon(false).start(Chores::sleep);
      case SLEEP -> {
        tell(pids, ProcessHandle.current().pid());
        sleep();
      }
      case ANSWER -> {}
    }
    return Workers.ANSWER;
  }

  /// {@return a number, or how deep lists are}
  static int measured(Object result) {
    int depth = 0;
    for (Object rest = result; rest instanceof List<?> list; depth++) {
      rest = list.isEmpty() ? "" : list.getFirst();
    }
    return result instanceof Integer number ? number : depth;
  }

  private static Object deep() {
    List<?> list = List.of();
    for (int i = 1; i < Workers.DEPTH; i++) {
      list = List.of(list);
    }
    return list;
  }

  private static void die() throws IOException, InterruptedException {
    long self = ProcessHandle.current().pid();
    new ProcessBuilder("sh", "-c", "kill -s KILL " + self).start().waitFor();
  }

  private static void print() {
    for (int i = 0; i < 10; i++) {
      System.out.write(MEGABYTE, 0, MEGABYTE.length);
    }
    System.out.flush();
  }

  private static void tell(String pids, long pid) throws IOException {
    Files.writeString(
        Path.of(pids), pid + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static void sleep() {
    try {
      Thread.sleep(Duration.ofSeconds(30));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Refers to something of its own process.
  private static final class OddFailure extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    private final Socket socket = new Socket();

    OddFailure() {
      super("odd 1");
    }

    @Override
    public String toString() {
      return super.toString() + " " + socket.isClosed();
    }
  }
}
