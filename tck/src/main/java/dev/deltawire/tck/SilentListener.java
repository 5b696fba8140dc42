package dev.deltawire.tck;

import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketListener;
import java.nio.ByteBuffer;

/** Has nothing to say, and lets nothing that it hears matter; a test overrides what does. */
public abstract class SilentListener implements WebSocketListener {

  /** For subclasses. */
  protected SilentListener() {}

  @Override
  public void onText(ByteBuffer utf8) {}

  @Override
  public void onPing(ByteBuffer payload) {}

  @Override
  public void onPong(ByteBuffer payload) {}

  @Override
  public void onClose(int code, String reason) {}

  @Override
  public void onViolation(ProtocolViolation violation) {}

  @Override
  public boolean fill(FrameSink sink) {
    return false;
  }

  @Override
  public void onDisconnected() {}
}
