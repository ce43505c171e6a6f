/// Doubles for tests of your own: time that moves by hand, processes that follow a script.
///
/// A restart policy that is tested over many crashes, without a sleep:
///
/// ```
/// launcher.run(1).join().exits(1);
/// assertThat(time.advanceToNextTimer()).isEqualTo(Duration.ofSeconds(1));
/// launcher.run(2).join().exits(1);
/// assertThat(time.advanceToNextTimer()).isEqualTo(Duration.ofSeconds(2));
/// ```
///
/// where `time` is a [ManualTime] that the manager was built with, and `launcher` a [FakeLauncher]
/// that its process was started with. The whole test is in the README of this package.
@NullMarked
package dev.processmanager.testing;

import org.jspecify.annotations.NullMarked;
