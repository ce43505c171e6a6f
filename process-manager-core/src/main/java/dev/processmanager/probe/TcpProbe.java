package dev.processmanager.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Connects to any of the host's addresses and hangs up.
record TcpProbe(String host, int port) implements Probe {

  private static final int MAX_PORT = 65_535;

  TcpProbe {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("port must be from 1 to 65535, not " + port);
    }
  }

  @Override
  public ProbeResult check(ProbeContext context) {
    try {
      IOException last = new IOException("no address");
      for (InetAddress address : InetAddress.getAllByName(host)) {
        try (var socket = new Socket()) {
          socket.connect(new InetSocketAddress(address, port));
          return ProbeResult.pass();
        } catch (IOException failure) {
          last = failure;
        }
      }
      throw last;
    } catch (IOException failure) {
      return ProbeResult.fail("tcp " + host + ":" + port + ": " + failure.getMessage());
    }
  }
}
