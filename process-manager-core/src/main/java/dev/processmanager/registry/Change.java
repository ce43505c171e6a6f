package dev.processmanager.registry;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A patch on its way into the file. For the writer's thread, but for its future.
final class Change {

  private final Patch patch;
  private final CompletableFuture<Void> written = new CompletableFuture<>();
  private @Nullable RegistryConflictException refusal;

  Change(Patch patch) {
    this.patch = patch;
  }

  Patch patch() {
    return patch;
  }

  CompletableFuture<Void> written() {
    return written;
  }

  /// Which entry or session it is about.
  Object subject() {
    return switch (patch) {
      case Patch.OfEntry change -> change.key();
      case Patch.OfSession change -> new Stored.SessionKey(change.id());
    };
  }

  /// As a reader sees it beforehand.
  void previewIn(Draft draft) {
    try {
      draft.apply(patch);
    } catch (RegistryConflictException refused) {
      // told to whoever made the change once it is written
    }
  }

  /// A refusal counts once the rest of its batch is written.
  void applyTo(Draft draft) {
    refusal = null;
    try {
      draft.apply(patch);
    } catch (RegistryConflictException refused) {
      refusal = refused;
    }
  }

  void end() {
    complete(Optional.ofNullable(refusal));
  }

  void fail(RegistryException failure) {
    complete(Optional.of(failure));
  }

  /// Elsewhere, because whoever waits may go on with code of its own.
  private void complete(Optional<RegistryException> failure) {
    Thread.startVirtualThread(
        () ->
            failure.ifPresentOrElse(written::completeExceptionally, () -> written.complete(null)));
  }

  /// Whether it is still meant if it is written later than its caller has heard that it was not.
  /// What depends on an earlier look is not: its caller has acted on the refusal by then.
  boolean mayBeLate() {
    return switch (patch) {
      case Patch.Put _,
          Patch.Update _,
          Patch.Remove _,
          Patch.Desire _,
          Patch.Beat _,
          Patch.Release _,
          Patch.EndSession _ ->
          true;
      case Patch.Claim _, Patch.Forget _, Patch.BeginSession _ -> false;
    };
  }

  /// Registering and forgetting outlive a power cut, too.
  boolean isStructural(Document before) {
    return switch (patch) {
      case Patch.Put(Entry entry) -> !before.lines().containsKey(entry.key());
      case Patch.Remove _, Patch.Forget _, Patch.BeginSession _, Patch.EndSession _ -> true;
      case Patch.Update _, Patch.Claim _, Patch.Release _, Patch.Desire _, Patch.Beat _ -> false;
    };
  }
}
