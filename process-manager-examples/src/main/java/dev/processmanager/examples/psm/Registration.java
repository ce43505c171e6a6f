package dev.processmanager.examples.psm;

import dev.processmanager.ProcessManager;
import dev.processmanager.registry.Scope;
import dev.processmanager.supervise.DuplicateIdException;
import dev.processmanager.supervise.ProcessSpec;
import dev.processmanager.supervise.ProcessStatus;
import java.util.Map;
import java.util.concurrent.CompletionException;

/// Registers what somebody else has started.
///
/// @param world what it has to do with
/// @param scope what it belongs to
record Registration(World world, Scope scope) {

  int add(String name, long pid, String script, Map<String, String> metadata) {
    try (ProcessManager pm = world.open()) {
      ProcessStatus registered =
          pm.scope(scope).register(pid, as -> spec(as, name, script, metadata)).join();
      world.out().println("registered " + registered.describe());
      warnOfUnknownSession(pm);
      return 0;
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(wrong.getMessage());
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof DuplicateIdException taken
          ? new Refusal(taken.getMessage() + "; unregister it first")
          : failure;
    }
  }

  private static ProcessSpec spec(
      ProcessSpec as, String name, String script, Map<String, String> metadata) {
    ProcessSpec spec = as.id(name).metadata(ServiceView.SCRIPT, script);
    for (var note : metadata.entrySet()) {
      spec = spec.metadata(note.getKey(), note.getValue());
    }
    return spec;
  }

  private void warnOfUnknownSession(ProcessManager pm) {
    if (scope.type() == Scope.Type.SESSION
        && pm.sessions().list().join().stream().noneMatch(s -> s.id().equals(scope.name()))) {
      world
          .err()
          .println("psm: nobody has begun " + scope + ", so nothing but its cleanup ends it");
    }
  }
}
