package dev.processmanager.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Changes that could not be written yet and still are to be, in their order. Immutable.
record Late(List<Change> changes) {

  static final Late NONE = new Late(List.of());

  /// Keeps of many changes of the same kind of one entry the latest, so that a disk that stays full
  /// does not fill the memory, too.
  static Late of(List<Change> failed) {
    var kept = new ArrayList<Change>();
    for (Change change : failed) {
      if (change.mayBeLate()) {
        latest(kept, change)
            .filter(earlier -> earlier.patch().getClass() == change.patch().getClass())
            .ifPresent(kept::remove);
        kept.add(change);
      }
    }
    return new Late(List.copyOf(kept));
  }

  private static Optional<Change> latest(List<Change> kept, Change change) {
    return kept.reversed().stream()
        .filter(earlier -> Objects.equals(earlier.subject(), change.subject()))
        .findFirst();
  }

  /// What the document will be.
  Document appliedTo(Document document) {
    if (changes.isEmpty()) {
      return document;
    }
    var draft = new Draft(document);
    changes.forEach(change -> change.previewIn(draft));
    return draft.document();
  }
}
