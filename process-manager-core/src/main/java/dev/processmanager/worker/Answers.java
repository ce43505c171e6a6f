package dev.processmanager.worker;

import java.io.IOException;
import java.io.OutputStream;

/// The way back to the host, for any thread. What cannot be said any more is not said: the host is
/// gone, and so is this JVM soon.
final class Answers {

  private final OutputStream out;
  private final Object lock = new Object();

  Answers(OutputStream out) {
    this.out = out;
  }

  void send(byte type, long id, byte[] body) {
    Frame frame = new Frame(type, id, body);
    synchronized (lock) {
      try {
        frame.write(out);
      } catch (IOException hostIsGone) {
        End.HOST_IS_GONE.halt();
      }
    }
  }
}
