/**
 * The {@code agent} dialect (PROTOCOLS section 3): a client opens a session with an agent, sends
 * user messages, runs the tools that it declared, and gets a streamed answer with cost and usage.
 *
 * <p>{@link dev.deltawire.dialects.agent.AgentDialect} is mounted on a server; an embedder gives it
 * an {@link dev.deltawire.dialects.agent.AgentAuthenticator} and, for sessions that outlive the
 * process, an {@link dev.deltawire.dialects.agent.AgentStore}.
 */
package dev.deltawire.dialects.agent;
