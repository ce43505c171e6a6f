package dev.processmanager.worker;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The main program of a JVM that works for a host: takes calls on its standard input and answers
/// on a channel of its own, so that its standard output is the tasks'.
///
/// The thread that listens is the one that ends the JVM: another one would wait 300 ms for it, as
/// for any thread that is blocked in a read.
public final class Worker {

  /// The first argument of a JVM that outlives its host.
  public static final String ALONE = "alone";

  /// The first argument of a JVM that a host talks with.
  public static final String ANSWERING = "answering";

  /// How the name of a socket begins.
  public static final String SOCKET = "unix:";

  /// The last argument of one whose failures are to be read in its output, too.
  public static final String LOUD = "loud";

  /// The exit code after the host's death.
  static final int HOST_IS_GONE = 1;

  /// The exit code after something that is not a message.
  private static final int NOT_UNDERSTOOD = 70;

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
  /// @param arguments `answering`, the file or socket to answer to, and, if failures are to go to
  ///     standard error, too, `loud`; or `alone`, the file that the one call is in, and others to
  ///     delete
  /// @throws IOException if it cannot answer, or has no call
  public static void main(String[] arguments) throws IOException {
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    if (arguments[0].equals(ALONE)) {
      Alone.begin(rest);
    } else {
      serve(rest[0], rest.length > 1);
    }
  }

  private static void serve(String answersTo, boolean loud) throws IOException {
    InputStream requests = new FileInputStream(FileDescriptor.in);
    System.setIn(InputStream.nullInputStream());
    Answers answers = new Answers(open(answersTo));
    TaskThread tasks = new TaskThread(answers, ClassLoader.getSystemClassLoader(), loud);
    Worker worker = new Worker(requests, answers, tasks);
    Runtime.getRuntime().addShutdownHook(new ExitNotice(worker));
    tasks.start();
    answers.send(Frame.HELLO, 0, new byte[0]);
    worker.serve();
  }

  private static OutputStream open(String answersTo) throws IOException {
    if (!answersTo.startsWith(SOCKET)) {
      return new FileOutputStream(answersTo);
    }
    Path file = Path.of(answersTo.substring(SOCKET.length()));
    return Channels.newOutputStream(SocketChannel.open(UnixDomainSocketAddress.of(file)));
  }

  private void serve() {
    while (true) {
      Frame frame = next();
      if (frame == null) {
        Runtime.getRuntime().halt(HOST_IS_GONE);
        return;
      }
      answer(frame);
    }
  }

  private @Nullable Frame next() {
    try {
      return Frame.read(requests);
    } catch (IOException notAMessage) {
      Runtime.getRuntime().halt(NOT_UNDERSTOOD);
      return null;
    }
  }

  private void answer(Frame frame) {
    switch (frame.type()) {
      case Frame.CALL, Frame.MAIN -> tasks.take(frame);
      case Frame.INTERRUPT -> tasks.interrupt();
      case Frame.ASK_STACKS -> answers.send(Frame.STACKS, frame.id(), Stacks.all());
      case Frame.BYE -> {
        saidGoodbye = true;
        Runtime.getRuntime().exit(0);
      }
      default -> Runtime.getRuntime().halt(NOT_UNDERSTOOD);
    }
  }

  /// Tells the host who ends this JVM, if not the host does.
  private static final class ExitNotice extends Thread {

    private final Worker worker;

    ExitNotice(Worker worker) {
      this.worker = worker;
    }

    @Override
    public void run() {
      String where = worker.saidGoodbye ? null : Stacks.exitCaller();
      if (where != null) {
        worker.answers.send(Frame.EXITING, 0, where.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
