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
    String where = worker.saidGoodbye() ? null : Stacks.exitCaller();
    if (where != null) {
      answers.send(Frame.EXITING, 0, where.getBytes(StandardCharsets.UTF_8));
    }
  }
}
