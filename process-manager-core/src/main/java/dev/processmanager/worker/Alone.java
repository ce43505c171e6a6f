package dev.processmanager.worker;

import java.io.DataInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;

/// Runs one call in a JVM that nobody talks with: it outlives its host. What the call gives is lost
/// but for the exit code, 1 if it has thrown something, which then goes to standard error.
final class Alone extends Thread {

  private final Frame call;

  private Alone(Frame call) {
    super(null, null, TaskThread.NAME, TaskThread.STACK_BYTES, false);
    this.call = call;
  }

  /// Waits for its end: without a first thread, the JVM would have one more that ends with it
  /// alone, and a program that waits for its own threads would wait for that.
  ///
  /// @param files which the call is in, and others that this JVM needs no more; deletes them
  static void run(List<String> files) throws IOException, InterruptedException {
    Frame call;
    try (DataInputStream in = new DataInputStream(new FileInputStream(files.get(0)))) {
      call = Frame.read(in);
    } finally {
      for (String file : files) {
        boolean _ = new File(file).delete();
      }
    }
    if (call == null) {
      throw new IOException("There is no call in " + files.get(0));
    }
    Alone alone = new Alone(call);
    alone.start();
    alone.join();
  }

  @Override
  public void run() {
    try {
      TaskThread.give(call, Worker.class.getClassLoader());
      end(0);
    } catch (Throwable thrown) {
      try {
        thrown.printStackTrace();
      } finally {
        end(1);
      }
    }
  }

  /// Also where there is no memory to end in order: without this, the end of the last thread would
  /// look like a success.
  private static void end(int code) {
    try {
      Runtime.getRuntime().exit(code);
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }
}
