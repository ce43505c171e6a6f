package dev.processmanager.os;

import dev.processmanager.process.Identity;
import dev.processmanager.process.Signal;

/// Sends signals to processes that are not children of this JVM, to nobody but those who are meant.
@FunctionalInterface
public interface Signaller {

  /// {@return whether it was sent; false if the process is not proven to be the same}
  boolean send(Identity.OfProcess process, Signal signal);
}
