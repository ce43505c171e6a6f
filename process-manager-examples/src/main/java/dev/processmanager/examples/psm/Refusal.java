package dev.processmanager.examples.psm;

import java.io.Serial;

/// A command cannot do what it was asked for, and the user has to hear why.
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  Refusal(String reason) {
    super(reason);
  }
}
