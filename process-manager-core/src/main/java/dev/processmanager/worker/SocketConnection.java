package dev.processmanager.worker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/// A connection over a socket. By itself, so that nobody who has another loads what this takes.
final class SocketConnection {

  private SocketConnection() {}

  static Connection to(String file) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(file)));
    return new Connection(
        Channels.newInputStream(channel), new Answers(Channels.newOutputStream(channel)));
  }
}
