/// Doubles for tests of your own: time that moves by hand, processes that follow a script.
///
/// A restart policy that is tested over many crashes, without a sleep: [ManualTime] moves by hand,
/// and the runs of a [FakeLauncher] end when the test says so.
///
/// ```java
/// var time = new ManualTime();
/// var launcher = new FakeLauncher();
/// try (var pm = ProcessManager.builder().timeSource(time).build()) {
///   var policy = RestartPolicy.onFailure().backoff(Backoff.linear(Duration.ofSeconds(1)));
///   pm.start(ProcessSpec.of(launcher).id("job").restart(policy)).join();
///
///   launcher.run(1).join().exits(1);
///   assert time.advanceToNextTimer().equals(Duration.ofSeconds(1));
///   launcher.run(2).join().exits(1);
///   assert time.advanceToNextTimer().equals(Duration.ofSeconds(2));
///   launcher.run(3).join().exits(0);
///   assert pm.waitForProcess("job").join().success();
/// }
/// ```
@NullMarked
package dev.processmanager.testing;

import org.jspecify.annotations.NullMarked;
