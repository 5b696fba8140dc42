package dev.deltawire.gateway.config;

/** A setting that the gateway refuses to start with; its message is one line for the operator. */
public final class ConfigurationException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong, without any secret. */
  public ConfigurationException(String message) {
    super(message);
  }
}
