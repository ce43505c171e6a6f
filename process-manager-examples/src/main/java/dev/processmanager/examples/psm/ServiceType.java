package dev.processmanager.examples.psm;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.processmanager.registry.Scope;

/// What a service belongs to, as PSM calls it.
enum ServiceType {
  GLOBAL("global"),
  PER_PROJECT("per-project"),
  PER_SESSION("per-session");

  private final String text;

  ServiceType(String text) {
    this.text = text;
  }

  static ServiceType of(Scope scope) {
    return switch (scope.type()) {
      case GLOBAL -> GLOBAL;
      case PROJECT -> PER_PROJECT;
      case SESSION -> PER_SESSION;
    };
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }
}
