package dev.processmanager.examples.embedding.spring;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What may be configured.
///
/// @param directory where the reports are
/// @param port where they are handed out
/// @param commandTimeout how long a command may take that does not say so itself
@ConfigurationProperties("reports")
record ReportProperties(
    @DefaultValue("reports") Path directory,
    @DefaultValue("8089") int port,
    @DefaultValue("1m") Duration commandTimeout) {}
