package dev.deltawire.dialects.messenger;

import dev.deltawire.server.spi.DialectOptions;
import java.time.Duration;

/** What {@link MessengerDialect.Builder} has built. */
record MessengerSettings(
    String mount,
    DialectOptions options,
    MessengerStore store,
    String keyPrefix,
    Duration helloTimeout,
    Duration typingTimeout,
    int maxBacklog,
    int backlogWarning,
    int sendRate,
    Duration sendWindow) {}
