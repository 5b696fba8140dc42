package dev.deltawire.server.internal.net;

import dev.deltawire.server.internal.rfc6455.ResponseHead;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.TlsOptions;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * Bytes in TLS records, encrypted and decrypted by an {@link SSLEngine}.
 *
 * <p>The handshake takes place within {@link #read}, whose caller has set a deadline for the first
 * bytes that it brings. The engine is left alone while one of its tasks runs, because its lock
 * would hold up the loop.
 */
final class TlsWire implements SocketWire {

  private enum State {
    HANDSHAKE,
    OPEN,
    /** What comes in is no longer read as TLS, and nothing goes out but what is held. */
    ENDED
  }

  /** Records without a byte of text that may come in a second: empty ones, updates of keys. */
  private static final int MAX_BARREN_RECORDS = 64;

  private static final long BARREN_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Records that are decrypted before the others have their turn, be they a byte each. */
  private static final int MAX_RECORDS = 256;

  /** About what an engine holds until its handshake is over. */
  private static final int HANDSHAKE_BYTES = 1 << 14;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final SocketConnection connection;
  private final TlsOptions options;
  private final Runnable readLater;
  private final SocketWire socket;
  private final SSLEngine engine;
  private final TlsOutput output;

  private State state = State.HANDSHAKE;

  /** Read and not decrypted: a part of a record, or what waits for a task or for the socket. */
  private ByteBuffer undecrypted = NONE;

  /** What of it all the peer's holding has been told. */
  private int counted;

  private int barrenRecords;
  private long barrenWindowStart;
  private boolean begun;
  private boolean inTask;

  /** The engine has something to say that does not go out, and is not to hear more meanwhile. */
  private boolean inputWaits;

  private boolean failed;
  private boolean inputEnded;
  private boolean outputEnded;

  /**
   * The wire of a socket that is not blocking and has neither sent nor received anything.
   *
   * @param readLater has {@link #read} called again though the socket may have nothing more
   */
  TlsWire(
      SocketConnection connection, SocketChannel channel, TlsOptions options, Runnable readLater) {
    SocketLoop loop = connection.loop();
    this.connection = connection;
    this.options = options;
    this.readLater = readLater;
    barrenWindowStart = loop.turnNanos();
    socket = new PlainWire(loop, channel);
    engine = options.engines().get();
    output = new TlsOutput(engine, socket, loop.tlsBuffers(), connection.holding());
  }

  @Override
  public boolean connected() {
    return socket.connected();
  }

  @Override
  public boolean wantsInput() {
    return state == State.ENDED || (!inTask && !inputWaits);
  }

  @Override
  public int read(ByteBuffer in) throws IOException {
    if (state == State.ENDED) {
      return socket.read(in);
    }
    if (!wantsInput()) {
      return 0;
    }
    return failed || inputEnded ? outcome(0, 0) : readRecords(in);
  }

  private int readRecords(ByteBuffer in) throws IOException {
    ByteBuffer records = connection.loop().tlsBuffers().incoming().put(undecrypted);
    int count = socket.read(records);
    records.flip();
    try {
      if (begun || begin(records)) {
        decrypt(records, in);
      }
    } catch (SSLException e) { // the peer's trouble, an everyday thing
      failed = true;
    }
    keep(records);
    count();
    return outcome(in.position(), count);
  }

  /** Looks at the first byte; whether the handshake has begun. */
  private boolean begin(ByteBuffer records) throws IOException {
    if (!records.hasRemaining()) {
      return false;
    }
    int first = records.get(0);
    if (first >= 'A' && first <= 'Z') { // a request's method, and no record's type
      answerPlainHttp();
      return false;
    }
    begun = true;
    engine.beginHandshake();
    return true;
  }

  private void answerPlainHttp() throws IOException {
    state = State.ENDED;
    HttpResponse answer = HttpResponse.text(400, "this port speaks HTTPS");
    socket.write(ResponseHead.refusal(answer, connection.loop()::report));
    connection.finish();
  }

  private int outcome(int decrypted, int received) throws IOException {
    if (decrypted > 0) {
      if (failed || inputEnded) {
        readLater.run();
      }
      return decrypted;
    }
    if (failed) {
      refuse();
      return 0;
    }
    if (inputEnded) {
      return -1;
    }
    if (received < 0) { // RFC 8446 §6.1: an end without close_notify may be anybody's
      throw new EOFException("the peer's bytes end without close_notify");
    }
    return 0;
  }

  private void keep(ByteBuffer records) {
    boolean wanted = state != State.ENDED && !inputEnded && !failed;
    undecrypted =
        wanted && records.hasRemaining()
            ? ByteBuffer.allocate(records.remaining()).put(records).flip()
            : NONE;
  }

  /** Counts what is held here; where that is too much, the worst are told to let go. */
  private void count() {
    int now = undecrypted.capacity() + (begun && state == State.HANDSHAKE ? HANDSHAKE_BYTES : 0);
    if (now > counted) {
      connection.holding().takeAnyway(now - counted, now - counted);
    }
    if (now < counted) {
      connection.holding().give(counted - now);
    }
    counted = now;
  }

  private void forget() {
    undecrypted = NONE;
    connection.holding().give(counted);
    counted = 0;
    output.forget();
  }

  private void decrypt(ByteBuffer records, ByteBuffer in) throws IOException {
    for (int record = 0; advance() && records.hasRemaining(); record++) {
      if (record == MAX_RECORDS) {
        readLater.run();
        return;
      }
      SSLEngineResult result = engine.unwrap(records, in);
      if (result.getStatus() == Status.CLOSED) {
        inputEnded = true;
        sendControl(); // TLS 1.2 answers close_notify at once
        return;
      }
      if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
        return;
      }
      if (result.getStatus() == Status.BUFFER_OVERFLOW) {
        readLater.run();
        return;
      }
      connection.spent(0); // a record costs as much as a read
      countBarren(result.bytesProduced());
    }
  }

  /** Goes on with a handshake as far as it goes without input; whether it is input's turn now. */
  private boolean advance() throws IOException {
    if (output.due() && !sendControl()) {
      inputWaits = true;
      return false;
    }
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      beginTask();
      return false;
    }
    if (status == HandshakeStatus.NOT_HANDSHAKING) {
      state = State.OPEN;
    }
    return true;
  }

  private boolean sendControl() throws IOException {
    boolean left = output.control();
    if (!left) {
      connection.output().blocked();
    }
    return left;
  }

  private void countBarren(int produced) throws SSLException {
    if (produced > 0 || state == State.HANDSHAKE) {
      return;
    }
    long now = connection.loop().turnNanos();
    if (now - barrenWindowStart >= BARREN_WINDOW_NANOS) {
      barrenWindowStart = now;
      barrenRecords = 0;
    }
    if (++barrenRecords > MAX_BARREN_RECORDS) {
      throw new SSLException("too many records without text");
    }
  }

  private void beginTask() throws IOException {
    if (state == State.OPEN) {
      engine.closeOutbound();
      throw new SSLException("renegotiation"); // RFC 9113 §9.2.1 forbids it, and nobody needs it
    }
    inTask = true;
    try {
      options.executor().execute(this::runTasks);
    } catch (RejectedExecutionException e) {
      throw new IOException("the server ends", e);
    }
  }

  /** Thread: the executor's. */
  private void runTasks() {
    try {
      for (Runnable task = engine.getDelegatedTask();
          task != null;
          task = engine.getDelegatedTask()) {
        task.run();
      }
    } finally {
      connection.events().execute(this::tasksEnded);
    }
  }

  private void tasksEnded() {
    inTask = false;
    readLater.run();
  }

  /** RFC 8446 §6.2: a failure ends the connection, with an alert if it is ours. */
  private void refuse() throws IOException {
    lastWords();
    state = State.ENDED;
    connection.finish();
  }

  /** Says what the engine has to say at an end. */
  private void lastWords() throws IOException {
    try {
      output.control();
    } catch (SSLException e) { // nothing, then
      failed = true;
    }
  }

  @Override
  public boolean write(ByteBuffer bytes) throws IOException {
    if (state != State.OPEN) {
      throw new SSLException("nothing can be sent now");
    }
    return output.write(bytes);
  }

  @Override
  public boolean flush() throws IOException {
    if (state == State.ENDED || inTask) {
      return output.flush();
    }
    boolean left = output.control();
    if (left && inputWaits) {
      inputWaits = false;
      readLater.run();
    }
    return left;
  }

  @Override
  public boolean holdsOutput() {
    return output.holds();
  }

  @Override
  public boolean end() throws IOException {
    if (!output.flush()) {
      return false;
    }
    if (state == State.OPEN) {
      engine.closeOutbound();
      lastWords();
    }
    state = State.ENDED;
    if (!outputEnded && output.flush()) {
      outputEnded = socket.end();
    }
    return outputEnded;
  }

  @Override
  public void close() throws IOException {
    if (state == State.OPEN && !output.holds()) {
      engine.closeOutbound();
      try {
        output.control();
      } catch (IOException e) { // the peer has gone already
        failed = true;
      }
    }
    state = State.ENDED;
    forget();
    socket.close();
  }

  @Override
  public void abort() throws IOException {
    state = State.ENDED;
    forget();
    socket.abort();
  }
}
