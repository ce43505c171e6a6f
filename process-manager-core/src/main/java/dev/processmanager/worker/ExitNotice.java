package dev.processmanager.worker;

import java.nio.charset.StandardCharsets;

/// Tells the host who ends this JVM, if not the host does.
final class ExitNotice extends Thread {

  private final Worker worker;
  private final Answers answers;

  /// Has a name, since a JVM loads more to give it a number.
  ExitNotice(Worker worker, Answers answers) {
    super("exit-notice");
    this.worker = worker;
    this.answers = answers;
  }

  @Override
  public void run() {
    if (!worker.saidGoodbye()) {
      String where = Stacks.exitCaller();
      byte[] text = where == null ? new byte[0] : where.getBytes(StandardCharsets.UTF_8);
      answers.send(Frame.EXITING, 0, text);
    }
  }
}
