package dev.deltawire.model.agent;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A named group of tools that a client declares.
 *
 * @param version null when there is none
 */
public record McpServer(String name, String version, List<ToolDef> tools) {

  public McpServer {
    requireNonNull(name, "name");
    tools = List.copyOf(tools);
  }
}
