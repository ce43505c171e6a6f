package dev.processmanager.worker;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// What a host and its JVM talk over: a way there and a way back, neither of which is on a standard
/// stream, since what a task starts may inherit those.
final class Connection {

  private static final String REQUESTS = "/dev/fd/4";
  private static final String ANSWERS = "/dev/fd/3";

  private final InputStream requests;
  private final Answers answers;

  Connection(InputStream requests, Answers answers) {
    this.requests = requests;
    this.answers = answers;
  }

  /// @param name [Worker#DESCRIPTORS], or [Worker#SOCKET] and the file of a socket
  static Connection to(String name) throws IOException {
    return name.startsWith(Worker.SOCKET)
        ? SocketConnection.to(name.substring(Worker.SOCKET.length()))
        : new Connection(new FileInputStream(REQUESTS), new Answers(new FileOutputStream(ANSWERS)));
  }

  InputStream requests() {
    return requests;
  }

  Answers answers() {
    return answers;
  }
}
