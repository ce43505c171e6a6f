package dev.processmanager.examples.architect.alert;

import java.io.IOException;
import java.util.List;

/// Tells somebody. May block.
@FunctionalInterface
interface Notifier {

  /// @param alerts about one service, the oldest first, one at least
  void tell(List<Alert> alerts) throws IOException, InterruptedException;
}
