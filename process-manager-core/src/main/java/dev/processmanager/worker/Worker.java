package dev.processmanager.worker;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The main program of a JVM that works for a host: takes calls and answers them on ways of its
/// own, so that its standard streams are the tasks'.
///
/// The thread that listens is the one that ends the JVM: another one would wait 300 ms for it, as
/// for any thread that is blocked in a read.
public final class Worker {

  /// The first argument of a JVM that outlives its host.
  public static final String ALONE = "alone";

  /// The first argument of a JVM that a host talks with.
  public static final String ANSWERING = "answering";

  /// The second argument of such a JVM if it listens on descriptor 4 and answers on 3.
  public static final String DESCRIPTORS = "descriptors";

  /// What the second argument begins with if it does both on a socket.
  public static final String SOCKET = "unix:";

  /// A further argument: what tasks throw goes to standard error, too.
  public static final String LOUD = "loud";

  /// A further argument: all that a first task takes is to be at hand before hello.
  public static final String PRIMED = "primed";

  private final DataInputStream requests;
  private final Answers answers;
  private final TaskThread tasks;
  private volatile boolean saidGoodbye;

  private Worker(InputStream requests, Answers answers, TaskThread tasks) {
    this.requests = new DataInputStream(new BufferedInputStream(requests));
    this.answers = answers;
    this.tasks = tasks;
  }

  /// Serves until the host says goodbye or is gone.
  ///
  /// @param arguments `answering`, where to listen and answer, and what is further said above;
  ///     or `alone`, the file that the one call is in, and others to delete
  /// @throws Exception if it cannot answer, or has no call
  public static void main(String[] arguments) throws Exception {
    List<String> all = Arrays.asList(arguments);
    if (all.get(0).equals(ALONE)) {
      Alone.run(all.subList(1, all.size()));
      return;
    }
    // In an executable jar of Spring Boot, it is not the system's that knows the application.
    ClassLoader loader = Worker.class.getClassLoader();
    TaskThread tasks = new TaskThread(loader, all.contains(LOUD));
    tasks.start();
    Connection connection = Connection.to(all.get(1));
    Answers answers = connection.answers();
    Worker worker = new Worker(connection.requests(), answers, tasks);
    Runtime.getRuntime().addShutdownHook(new ExitNotice(worker, answers));
    if (all.get(1).startsWith(SOCKET)) {
      // Who has a descriptor instead was started by what keeps it away.
      TerminalInterrupt.ignore();
    }
    if (all.contains(PRIMED)) {
      Priming.run(loader);
    }
    answers.send(Frame.HELLO, 0, new byte[0]);
    worker.serve();
  }

  /// Whether the host wants this JVM to end.
  boolean saidGoodbye() {
    return saidGoodbye;
  }

  /// Nothing may keep it from seeing that its host is gone.
  private void serve() {
    try {
      for (Frame frame = next(); frame != null; frame = next()) {
        answer(frame);
        if (saidGoodbye) {
          end();
          return;
        }
      }
      End.HOST_IS_GONE.halt();
    } catch (OutOfMemoryError tooLarge) {
      End.OUT_OF_MEMORY.halt();
    } catch (Throwable unexpected) {
      End.NOT_UNDERSTOOD.halt();
    }
  }

  /// A JVM whose main method returns ends as well, and needs no logger to say so, which costs more
  /// than all that a small task does. It waits for threads that a task has left, though.
  private static void end() {
    Thread[] others = new Thread[Thread.activeCount() + 1];
    int count = Thread.enumerate(others);
    for (int i = 0; i < count; i++) {
      if (!others[i].isDaemon() && others[i] != Thread.currentThread()) {
        Runtime.getRuntime().exit(0);
      }
    }
  }

  private @Nullable Frame next() throws IOException {
    return Frame.read(requests);
  }

  private void answer(Frame frame) {
    switch (frame.type()) {
      case Frame.CALL, Frame.MAIN -> tasks.take(frame, answers);
      case Frame.INTERRUPT -> tasks.interrupt();
      case Frame.ASK_STACKS -> answers.send(Frame.STACKS, frame.id(), Stacks.all());
      case Frame.BYE -> saidGoodbye = true;
      default -> End.NOT_UNDERSTOOD.halt();
    }
  }
}
