package dev.processmanager.benchmark;

import java.util.List;

/// The same work for several contestants, who take turns.
///
/// @param title a heading of the report
/// @param note what is measured, in a sentence
/// @param warmUps how many rounds are not counted
/// @param rounds how many rounds are
record Workload(
    String title,
    String note,
    int warmUps,
    int rounds,
    List<Contestant> contestants,
    List<Target> targets) {}
