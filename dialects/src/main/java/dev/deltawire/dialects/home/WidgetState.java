package dev.deltawire.dialects.home;

import dev.deltawire.model.RawJson;

/**
 * What a widget shows.
 *
 * @param version grows with every change of the slug's data
 * @param data a JSON object
 */
public record WidgetState(long version, RawJson data) {}
