package dev.deltawire.dialects;

import dev.deltawire.model.RawJson;

/**
 * A tool as engines see it.
 *
 * @param name unique in its tool box
 * @param description for the model; may be empty
 * @param inputSchema the JSON schema of its input, an object
 */
public record ToolSpec(String name, String description, RawJson inputSchema) {}
