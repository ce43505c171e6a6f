/// Turns the configuration of supervisord into one of this supervisor, and says what is lost.
package dev.processmanager.examples.architect.convert;
