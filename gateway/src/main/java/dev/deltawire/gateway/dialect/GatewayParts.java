package dev.deltawire.gateway.dialect;

import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.store.jdbc.JdbcStore;
import java.time.InstantSource;

/**
 * What the gateway hands to each dialect that it makes.
 *
 * @param settings all keys
 * @param data where secrets and files are kept; owned by this process
 * @param store what remembers for all dialects
 * @param clock the wall clock
 */
public record GatewayParts(
    Settings settings, DataDirectory data, JdbcStore store, InstantSource clock) {}
