package dev.processmanager.supervise;

import dev.processmanager.process.ProcessState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// How a process is now and how it is defined. Steps come from its mailbox; anybody may look.
final class CurrentState {

  /// Held while the state changes, so that a process at rest can be taken out of use for good.
  private final ReentrantLock changing = new ReentrantLock();

  private volatile Definition definition;
  private volatile Optional<ProcessSpec> update = Optional.empty();
  private volatile Life life;
  private volatile boolean retired;

  CurrentState(Definition definition, Life life) {
    this.definition = definition;
    this.life = life;
  }

  Life life() {
    return life;
  }

  Portrait portrait() {
    return definition.portrait();
  }

  ProcessSpec spec() {
    return definition.spec();
  }

  /// How it is defined, or is going to be after an update.
  ProcessSpec nextSpec() {
    return update.orElseGet(this::spec);
  }

  /// Defines it anew from its next launch on.
  void update(ProcessSpec spec) {
    changing.lock();
    try {
      update = Optional.of(spec);
    } finally {
      changing.unlock();
    }
  }

  /// {@return what the next state asks for; empty if it is out of use and has no next state}
  Optional<List<Effect>> step(Input input, Instant now) {
    changing.lock();
    try {
      if (retired) {
        return Optional.empty();
      }
      takeUpdate(input);
      Lifecycle.Step step = definition.lifecycle().step(life, input, now);
      life = step.life();
      return Optional.of(step.effects());
    } finally {
      changing.unlock();
    }
  }

  /// A new definition holds from the end of the run that began under the old one.
  private void takeUpdate(Input input) {
    boolean ends = input instanceof Input.RunEnded || input instanceof Input.LaunchFailed;
    boolean runs = life.launching && !life.deciding && !life.state.isAtRest();
    if (update.isPresent() && (ends || !runs || life.state == ProcessState.BACKOFF)) {
      definition = definition.updated(update.get());
      update = Optional.empty();
    }
  }

  /// Takes it out of use for good, if it is at rest.
  ///
  /// @return whether it is out of use
  boolean retire() {
    changing.lock();
    try {
      retired |= life.state.isAtRest();
      return retired;
    } finally {
      changing.unlock();
    }
  }

  /// Takes it out of use for good, whatever runs.
  void abandon() {
    changing.lock();
    try {
      retired = true;
    } finally {
      changing.unlock();
    }
  }

  boolean isRetired() {
    return retired;
  }

  /// Takes it out of use for good, if it is to live on without its manager.
  ///
  /// @return whether it was
  boolean leave() {
    changing.lock();
    try {
      retired |= isLeft();
      return retired;
    } finally {
      changing.unlock();
    }
  }

  /// Whether the end of the manager leaves it to itself.
  boolean isLeft() {
    boolean goesOn = runs() || life.inheriting;
    return spec().isDetached() && (retired || (goesOn && life.state != ProcessState.STOPPING));
  }

  /// Whether there is somebody who runs.
  boolean runs() {
    Life now = life;
    return now.identity.isPresent() && !now.exited;
  }
}
