/// Pure decisions about what follows when a process has ended.
///
/// A [RestartPolicy] is a function from [Ended] to [Decision]. Those that come with the library
/// are tuned by their methods, such as `RestartPolicy.onFailure().atMost(3)`, and wait between
/// two launches as a [Backoff] says.
@NullMarked
package dev.processmanager.restart;

import org.jspecify.annotations.NullMarked;
