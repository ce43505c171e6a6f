package dev.processmanager.benchmark;

import java.util.List;

/// All workloads, in the order of the page.
final class Workloads {

  private Workloads() {}

  static List<Workload> all(boolean quick) {
    return List.of(
        ShortCommand.alone(quick),
        ShortCommand.together(quick),
        ThousandChildren.workload(quick),
        TwoGigabytes.workload(quick),
        MillionLines.workload(quick),
        CaptureFlood.workload(quick),
        TreeStopped.workload(quick),
        ExitNoticed.workload(quick),
        Relaunched.workload(quick),
        Supervised.workload(quick),
        Questions.workload(quick),
        HostExit.workload(quick),
        HostKilled.workload(quick),
        AdoptedExit.workload(quick),
        StatePersisted.workload(quick),
        HostsShareRegistry.workload(quick),
        RegistryLoaded.workload(quick),
        ColdJvm.workload(quick),
        PrimedSpare.workload(quick),
        OneWorker.calls(quick),
        OneWorker.largeValues(quick),
        IdleJvm.workload(quick),
        InnerLoops.workload(quick));
  }
}
