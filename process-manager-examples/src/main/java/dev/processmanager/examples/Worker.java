package dev.processmanager.examples;

import dev.processmanager.command.Command;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A stand-in for a program that works until it is asked to end.
final class Worker {

  private Worker() {}

  /// What runs one in a JVM of its own.
  static Command command(String name) {
    return Command.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        Worker.class.getName(),
        name);
  }

  static void main(String[] args) throws InterruptedException {
    String name = args.length > 0 ? args[0] : "worker";
    var asked = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> IO.println(name + " saves its work")));
    for (int item = 1; !asked.await(1, TimeUnit.SECONDS); item++) {
      IO.println(name + " has done item " + item);
    }
  }
}
