package dev.processmanager.examples.architect;

import java.io.Serial;

/// There is no service, or group, of that name.
public final class UnknownServiceException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  public UnknownServiceException(String name) {
    super("There is no service or group named '" + name + "'");
  }
}
