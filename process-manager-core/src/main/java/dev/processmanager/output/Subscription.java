package dev.processmanager.output;

/// Something that is being listened to, until it is closed. Safe for use by many threads.
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /// Ends it; closing twice is harmless. What is on its way may still arrive.
  @Override
  void close();
}
