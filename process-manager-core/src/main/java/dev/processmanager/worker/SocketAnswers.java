package dev.processmanager.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// Answers on a socket. By itself, so that nobody who has another way loads what this takes.
final class SocketAnswers {

  private SocketAnswers() {}

  static OutputStream to(String file) throws IOException {
    return Channels.newOutputStream(SocketChannel.open(UnixDomainSocketAddress.of(Path.of(file))));
  }
}
