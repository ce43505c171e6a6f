package dev.processmanager.benchmark;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// The other end of [Forked#serving], for contestants in Java.
final class Server {

  @FunctionalInterface
  interface Work {
    Measurement sample(long amount) throws Exception;
  }

  private Server() {}

  static void serve(Work work) throws Exception {
    var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      answer(work.sample(Long.parseLong(line)));
    }
  }

  static void answer(Measurement sample) {
    System.out.println(sample.lines());
    System.out.flush();
  }
}
