package dev.processmanager.process;

import java.io.IOException;
import java.io.OutputStream;

/// The standard input of what reads nothing from its host.
final class Unread extends OutputStream {

  static final OutputStream STREAM = new Unread();

  private Unread() {}

  @Override
  public void write(int one) throws IOException {
    throw new IOException("Nobody reads this: the process was not started for a dialogue");
  }
}
