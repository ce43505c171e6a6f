package dev.processmanager.examples.architect.ctl;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Shows something of all services, or more of one.
abstract class LookCommand implements Callable<Integer> {

  @ParentCommand private Supervisorctl ctl;

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "Only this one, in detail.")
  private Optional<String> service;

  @Override
  public final Integer call() {
    try (Api api = ctl.api()) {
      return service.isPresent() ? one(api, Api.segment(service.get()), ctl) : all(api, ctl);
    }
  }

  abstract int all(Api api, Supervisorctl ctl);

  /// @param id as part of an address
  abstract int one(Api api, String id, Supervisorctl ctl);
}
