package dev.processmanager.examples.architect.ctl;

import dev.processmanager.examples.architect.config.Configuration;
import dev.processmanager.examples.architect.config.ServiceSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/// Whether each port is free for the service that wants it, or used by it already.
final class PortChecks {

  private PortChecks() {}

  static List<Finding> of(Configuration configuration, DaemonState daemon) {
    List<Finding> findings = new ArrayList<>();
    int api = configuration.global().apiPort();
    if (api != 0) {
      findings.add(judge("supervisor", api, isUsed(api), daemon.answers()));
    }
    for (ServiceSettings service : configuration.services()) {
      boolean runs = daemon.pids().containsKey(service.id());
      service
          .run()
          .port()
          .filter(_ -> service.enabled() || runs)
          .ifPresent(port -> findings.add(judge(service.id(), port, isUsed(port), runs)));
    }
    return findings;
  }

  static Finding judge(String owner, int port, boolean used, boolean runs) {
    String subject = "port " + port;
    if (used) {
      return runs
          ? Finding.pass(subject, "is used, and " + owner + " runs")
          : Finding.fail(subject, "is used by something else than " + owner);
    }
    return runs
        ? Finding.warn(subject, owner + " runs, but nobody listens")
        : Finding.pass(subject, "is free for " + owner);
  }

  private static boolean isUsed(int port) {
    try (var socket = new ServerSocket(port)) {
      return !socket.isBound();
    } catch (IOException used) {
      return true;
    }
  }
}
