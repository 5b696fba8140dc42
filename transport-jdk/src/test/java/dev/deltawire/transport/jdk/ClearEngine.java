package dev.deltawire.transport.jdk;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLSession;

/**
 * An engine whose handshake is one byte and whose records are the text itself; it allocates nothing
 * for records as long as the last one was.
 */
class ClearEngine extends SSLEngine {

  /** What a client says first: the type of a handshake record. */
  static final byte HELLO = 22;

  private static final Integer PACKET_BYTES = 17_000;

  private final SSLSession session =
      (SSLSession)
          Proxy.newProxyInstance(
              ClearEngine.class.getClassLoader(),
              new Class<?>[] {SSLSession.class},
              (proxy, method, arguments) -> PACKET_BYTES);

  private final ByteBuffer[] one = new ByteBuffer[1];
  private HandshakeStatus handshake = HandshakeStatus.NOT_HANDSHAKING;
  private SSLEngineResult unwrapped = result(Status.OK, 0);
  private SSLEngineResult wrapped = result(Status.OK, 0);

  private static SSLEngineResult result(Status status, int bytes) {
    return new SSLEngineResult(status, HandshakeStatus.NOT_HANDSHAKING, bytes, bytes);
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] texts, int offset, int length) {
    if (handshake == HandshakeStatus.NEED_UNWRAP) {
      source.get();
      handshake = HandshakeStatus.NOT_HANDSHAKING;
      return new SSLEngineResult(Status.OK, HandshakeStatus.FINISHED, 1, 0);
    }
    if (unwrapped.bytesConsumed() != source.remaining()) {
      unwrapped = result(Status.OK, source.remaining());
    }
    texts[offset].put(source);
    return unwrapped;
  }

  @Override
  public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer text) {
    one[0] = text;
    return unwrap(source, one, 0, 1);
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer source, ByteBuffer records) {
    if (wrapped.bytesConsumed() != source.remaining()) {
      wrapped = result(Status.OK, source.remaining());
    }
    records.put(source);
    return wrapped;
  }

  @Override
  public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer records) {
    return wrap(sources[offset], records);
  }

  @Override
  public void beginHandshake() {
    handshake = HandshakeStatus.NEED_UNWRAP;
  }

  @Override
  public HandshakeStatus getHandshakeStatus() {
    return handshake;
  }

  @Override
  public SSLSession getSession() {
    return session;
  }

  @Override
  public Runnable getDelegatedTask() {
    return null;
  }

  @Override
  public void closeInbound() {}

  @Override
  public boolean isInboundDone() {
    return false;
  }

  @Override
  public void closeOutbound() {}

  @Override
  public boolean isOutboundDone() {
    return false;
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getEnabledCipherSuites() {
    return new String[0];
  }

  @Override
  public void setEnabledCipherSuites(String[] suites) {}

  @Override
  public String[] getSupportedProtocols() {
    return new String[0];
  }

  @Override
  public String[] getEnabledProtocols() {
    return new String[0];
  }

  @Override
  public void setEnabledProtocols(String[] protocols) {}

  @Override
  public void setUseClientMode(boolean mode) {}

  @Override
  public boolean getUseClientMode() {
    return false;
  }

  @Override
  public void setNeedClientAuth(boolean need) {}

  @Override
  public boolean getNeedClientAuth() {
    return false;
  }

  @Override
  public void setWantClientAuth(boolean want) {}

  @Override
  public boolean getWantClientAuth() {
    return false;
  }

  @Override
  public void setEnableSessionCreation(boolean flag) {}

  @Override
  public boolean getEnableSessionCreation() {
    return true;
  }
}
