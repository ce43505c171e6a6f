package dev.processmanager.examples.pctl;

import java.io.Serial;

/// What keeps pctl from doing what it was told, in one line for people.
final class PctlException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  PctlException(String message) {
    super(message);
  }
}
