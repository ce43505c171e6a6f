package dev.processmanager;

import dev.processmanager.supervise.ProcessStatus;
import dev.processmanager.supervise.Supervision;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Many processes in a row.
final class Listing {

  private static final Comparator<ProcessStatus> OLDEST_FIRST =
      Comparator.comparing(ProcessStatus::createdAt).thenComparing(ProcessStatus::id);

  private Listing() {}

  static CompletableFuture<List<ProcessStatus>> of(Supervision supervision, ProcessFilter filter) {
    return supervision
        .statuses()
        .thenApply(all -> all.stream().filter(filter::matches).sorted(OLDEST_FIRST).toList());
  }
}
