package dev.processmanager.soak;

import java.util.List;
import java.util.stream.IntStream;

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

  boolean fits(List<String> given) {
    return replies.isEmpty()
        || (given.size() == replies.size()
            && IntStream.range(0, given.size()).allMatch(i -> fits(replies.get(i), given.get(i))));
  }

  private static boolean fits(String expected, String given) {
    return expected.equals(REFUSED) ? given.startsWith(REFUSED) : given.equals(expected);
  }
}
