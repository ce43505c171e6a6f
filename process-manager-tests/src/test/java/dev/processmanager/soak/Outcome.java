package dev.processmanager.soak;

import java.util.List;

/// What a step should lead to.
///
/// @param replies what should be answered, in the order of what was asked; empty if that may be
///     anything
record Outcome(Model model, List<String> replies) {

  /// What a host answers to an order.
  static final String DONE = "done";

  static final String TAKEN = "DuplicateIdException";
  static final String UNKNOWN = "UnknownIdException";

  /// Whatever a registry says that cannot be written.
  static final String REFUSED = "refused";
}
