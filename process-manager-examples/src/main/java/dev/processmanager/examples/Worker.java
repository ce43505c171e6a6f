package dev.processmanager.examples;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A stand-in for a program that works until it is asked to end.
final class Worker {

  private Worker() {}

  static void main(String[] args) throws InterruptedException {
    String name = args.length > 0 ? args[0] : "worker";
    var asked = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> IO.println(name + " saves its work")));
    for (int item = 1; !asked.await(1, TimeUnit.SECONDS); item++) {
      IO.println(name + " has done item " + item);
    }
  }
}
