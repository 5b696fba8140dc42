package dev.deltawire.tck;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketListener;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.zip.DataFormatException;

/** RFC 6455 §5 on a blocking stream: frames in, calls of the listener out. */
final class ReferenceFrames {

  private static final int MAX_CONTROLS_A_SECOND = 500;
  private static final int MAX_FRAGMENTS = 5000;

  /** A breach, on its way to the listener. */
  private static final class Breach extends Exception {
    private static final long serialVersionUID = 1;
    private final transient ProtocolViolation violation;

    Breach(ProtocolViolation violation) {
      super(violation.reason());
      this.violation = violation;
    }

    Breach(String reason) {
      this(ProtocolViolation.framing(reason));
    }
  }

  private final InputStream in;
  private final IntSupplier maxMessageBytes;
  private final Holding holding;
  private final Sabotage sabotage;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final ReferenceInflation inflation;
  private boolean binaryWelcome;
  private boolean binary;
  private boolean continuing;
  private boolean compressed;
  private int inflations;
  private int fragments;
  private int controls;
  private long windowNanos = System.nanoTime();
  private Consumer<WebSocketListener> late;

  ReferenceFrames(
      InputStream in,
      Acceptance accepted,
      IntSupplier maxMessageBytes,
      Holding holding,
      Sabotage sabotage) {
    this.in = in;
    this.holding = holding;
    int most = accepted.maxMessageBytes();
    this.maxMessageBytes = () -> maxMessageBytes.getAsInt() - (sabotage.breaks(85) ? 1 : 0);
    this.inflation =
        accepted.compression().map(c -> new ReferenceInflation(c, most, sabotage)).orElse(null);
    this.sabotage = sabotage;
  }

  /** Reads frames up to a close or a breach, then ignores everything up to the end. */
  void readAll(Consumer<Consumer<WebSocketListener>> deliver, boolean takesBinary)
      throws IOException {
    binaryWelcome = takesBinary;
    boolean open = true;
    while (open) {
      try {
        open = readFrame(deliver) || sabotage.breaks(65);
      } catch (Breach e) {
        deliver.accept(listener -> listener.onViolation(e.violation));
        open = sabotage.breaks(64);
      }
    }
    if (!sabotage.breaks(99)) {
      ignoreAll();
    }
  }

  private void ignoreAll() throws IOException {
    byte[] ignored = new byte[8192];
    int count;
    do {
      count = in.read(ignored);
    } while (count >= 0);
  }

  /** Whether it was no close frame. */
  private boolean readFrame(Consumer<Consumer<WebSocketListener>> deliver)
      throws IOException, Breach {
    int first = next();
    boolean fin = (first & 0x80) != 0;
    int opcode = first & 0xF;
    boolean control = opcode >= 8;
    checkFirst(first, opcode, fin);
    int second = next();
    check((second & 0x80) == 0, 71, "unmasked");
    int shortLength = second & 0x7F;
    check(control && shortLength > 125, 74, "control frame too long");
    long length = length(shortLength);
    boolean excess = length > (compressed ? 2L : 1L) * maxMessageBytes.getAsInt() - message.size();
    int sizeRule = continuing ? 84 : 77;
    if (!control && excess && !sabotage.breaks(sizeRule)) {
      throw new Breach(ProtocolViolation.MESSAGE_TOO_LARGE);
    }
    byte[] mask = (second & 0x80) == 0 ? new byte[4] : take(4);
    byte[] payload = unmask(take((int) Math.min(length, Integer.MAX_VALUE - 8)), mask);
    if (control) {
      countControl();
      return control(opcode, payload, deliver);
    }
    if (opcode != WireFrame.CONTINUATION) {
      binary = opcode == WireFrame.BINARY && binaryWelcome;
    }
    data(fin, payload, deliver);
    return true;
  }

  private void checkFirst(int first, int opcode, boolean fin) throws Breach {
    boolean begins = (opcode == 1 || opcode == 2) && !continuing;
    boolean rsv1 = (first & 0x70) == 0x40 && inflation != null;
    check((first & 0x70) != 0 && !(begins && rsv1), rsv1 ? 141 : 72, "reserved bit");
    boolean presumed = sabotage.breaks(149) && inflation != null;
    compressed = begins ? rsv1 || presumed : compressed;
    check((opcode > 2 && opcode < 8) || opcode > 10, 73, "reserved opcode");
    check(opcode >= 8 && !fin, 75, "fragmented control frame");
    check(opcode == 0 && !continuing, 81, "nothing to continue");
    check((opcode == 1 || opcode == 2) && continuing, 82, "not continued");
    boolean refused = !binaryWelcome && !sabotage.breaks(83) && !sabotage.breaks(82);
    if (opcode == 2 && refused) {
      throw new Breach(ProtocolViolation.BINARY_MESSAGE);
    }
  }

  private long length(int shortLength) throws IOException, Breach {
    if (shortLength < 126) {
      return shortLength;
    }
    long length =
        ByteBuffer.allocate(8)
            .put(shortLength == 126 ? 6 : 0, take(shortLength == 126 ? 2 : 8))
            .getLong(0);
    check(length < 0, 78, "negative length");
    boolean minimal = shortLength == 126 ? length > 125 : length > 0xFFFF || length < 0;
    check(!minimal, 76, "length not minimal");
    return Math.max(0, length);
  }

  private void data(boolean fin, byte[] payload, Consumer<Consumer<WebSocketListener>> deliver)
      throws Breach {
    if (!holding.take(payload.length)) {
      throw new Breach(ProtocolViolation.NO_MEMORY);
    }
    message.writeBytes(payload);
    if (++fragments > MAX_FRAGMENTS && !sabotage.breaks(88)) {
      throw new Breach(new ProtocolViolation(1008, "too many fragments"));
    }
    continuing = !fin;
    if (sabotage.breaks(87) && !isUtf8(payload)) {
      throw new Breach(ProtocolViolation.INVALID_UTF_8);
    }
    if (!fin) {
      return;
    }
    holding.give(message.size());
    if (compressed && ++inflations > MAX_FRAGMENTS / 1000 && sabotage.breaks(150)) {
      message.reset();
      return;
    }
    byte[] text = compressed ? inflated(message.toByteArray()) : message.toByteArray();
    message.reset();
    fragments = 0;
    if (binary && !sabotage.breaks(95)) {
      deliver(deliver, listener -> listener.onBinary(ByteBuffer.wrap(text)));
      return;
    }
    if (!isUtf8(text) && !sabotage.breaks(compressed ? 148 : 86)) {
      throw new Breach(ProtocolViolation.INVALID_UTF_8);
    }
    if (sabotage.breaks(39)) {
      late = listener -> listener.onText(ByteBuffer.wrap(text));
    } else {
      deliver(deliver, listener -> listener.onText(ByteBuffer.wrap(text)));
    }
  }

  private byte[] inflated(byte[] payload) throws Breach {
    try {
      return inflation.inflate(payload);
    } catch (DataFormatException e) {
      throw new Breach(new ProtocolViolation(1007, "corrupt"));
    } catch (BufferOverflowException e) { // more than a message may have
      throw new Breach(ProtocolViolation.MESSAGE_TOO_LARGE);
    }
  }

  private boolean control(int opcode, byte[] payload, Consumer<Consumer<WebSocketListener>> deliver)
      throws IOException, Breach {
    if (sabotage.breaks(80)) {
      message.reset();
    }
    int most = sabotage.breaks(79) ? 124 : 125;
    ByteBuffer bytes = ByteBuffer.wrap(payload, 0, Math.min(most, payload.length));
    if (opcode == WireFrame.PING && sabotage.breaks(30)) {
      late = listener -> listener.onPing(bytes);
    } else if (opcode == WireFrame.PING) {
      deliver(deliver, listener -> listener.onPing(bytes));
    } else if (opcode == WireFrame.PONG) {
      deliver(deliver, listener -> listener.onPong(bytes));
    } else if (opcode == WireFrame.CLOSE) {
      close(payload, deliver);
      return false;
    }
    return true;
  }

  private void close(byte[] payload, Consumer<Consumer<WebSocketListener>> deliver)
      throws IOException, Breach {
    if (sabotage.breaks(97)) {
      ignoreAll();
      throw new EOFException("the end has overtaken the close");
    }
    if (continuing && sabotage.breaks(96)) {
      throw new Breach("close inside a message");
    }
    check(payload.length == 1, 93, "close of one byte");
    WireFrame frame = new WireFrame(WireFrame.CLOSE, payload);
    int none = sabotage.breaks(91) ? 1000 : 1005;
    int code = payload.length < 2 ? none : frame.closeCode();
    boolean registered = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
    boolean allowed = registered || (code >= 3000 && code <= 4999) || payload.length < 2;
    check(!allowed, 92, "close code");
    byte[] reason = Arrays.copyOfRange(payload, Math.min(2, payload.length), payload.length);
    if (!isUtf8(reason) && !sabotage.breaks(94)) {
      throw new Breach(ProtocolViolation.INVALID_UTF_8);
    }
    String text = sabotage.breaks(90) ? "" : frame.closeReason();
    deliver(deliver, listener -> listener.onClose(code, text));
  }

  private void deliver(
      Consumer<Consumer<WebSocketListener>> deliver, Consumer<WebSocketListener> call) {
    deliver.accept(call);
    if (late != null) {
      deliver.accept(late);
      late = null;
    }
  }

  private void countControl() throws Breach {
    if (System.nanoTime() - windowNanos > TimeUnit.SECONDS.toNanos(1)) {
      windowNanos = System.nanoTime();
      controls = 0;
    }
    boolean unlimited = sabotage.breaks(89) || sabotage.breaks(48);
    if (++controls > MAX_CONTROLS_A_SECOND && !unlimited) {
      throw new Breach(new ProtocolViolation(1008, "too many control frames"));
    }
  }

  private void check(boolean broken, int rule, String reason) throws Breach {
    if (broken && !sabotage.breaks(rule)) {
      throw new Breach(reason);
    }
  }

  private byte[] unmask(byte[] payload, byte[] mask) {
    int phase = sabotage.breaks(70) && payload.length > 125 ? 1 : 0;
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[(i + phase) & 3];
    }
    return payload;
  }

  private int next() throws IOException {
    return take(1)[0] & 0xFF;
  }

  private byte[] take(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
