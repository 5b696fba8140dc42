package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.Threads;
import dev.deltawire.server.spi.ErrorHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * The library's server with its own opinions taken out; its connections belong to {@link Peer}s.
 */
final class LibraryServer extends WebSocketServer {

  /** Takes on the sockets that the library has accepted. */
  @FunctionalInterface
  interface Peers {
    /**
     * Throws when the socket is one too many. Thread: the library's selector's.
     *
     * @param seen to be run, on any thread, when somebody has looked at the socket
     */
    GuardChannel accept(SocketChannel socket, WebSocketImpl connection, Runnable seen)
        throws IOException;
  }

  /** Finds out whether a file descriptor is free. */
  @FunctionalInterface
  interface Probe {

    /** Opens a socket and closes it again. */
    Probe SOCKET = listening -> SocketChannel.open().close();

    /** Throws when none is free for {@code listening} to accept. */
    void tryDescriptor(ServerSocketChannel listening) throws IOException;
  }

  /** Sockets that may wait for their loops to look at them; the others wait outside. */
  private static final int MAX_NEWCOMERS = 64;

  private final ServerSocketChannel listening;
  private final Probe probe;
  private final Peers peers;
  private final ErrorHandler errors;
  private final Runnable acceptLater;
  private final Runnable seen = this::seen;
  private final CountDownLatch started = new CountDownLatch(1);
  private final AtomicInteger newcomers = new AtomicInteger();
  private volatile Selector selector;
  private volatile SelectionKey accepting;
  private volatile Thread thread;
  private volatile boolean running;
  private boolean starved;

  /**
   * A server on a socket that is bound.
   *
   * @param acceptLater has {@link #acceptAgain} called after a while
   */
  LibraryServer(
      ServerSocketChannel listening,
      Probe probe,
      Peers peers,
      ErrorHandler errors,
      Runnable acceptLater) {
    super(listening);
    this.listening = listening;
    this.probe = probe;
    this.peers = peers;
    this.errors = errors;
    this.acceptLater = acceptLater;
    setTcpNoDelay(true);
    setReuseAddr(true);
    setConnectionLostTimeout(0); // heartbeats are the core's
    setWebSocketFactory(new Factory());
    decoders.clear(); // nothing is read here
  }

  /** Starts the library's thread and returns when it runs; throws when it does not. */
  void begin() throws IOException {
    start();
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("start was interrupted");
    }
    if (!running) {
      throw new IOException("Java-WebSocket has not started");
    }
  }

  /** Thread: the library's selector's. */
  @Override
  @SuppressWarnings("ThreadPriorityCheck") // only what comes first hangs on it
  public void run() {
    thread = Thread.currentThread();
    thread.setPriority(Thread.NORM_PRIORITY); // who starts another one may have less
    try {
      super.run();
    } catch (Error e) {
      errors.onError("Java-WebSocket", e);
    } finally {
      running = false;
      started.countDown();
    }
  }

  /** Whether the library has not failed and its listening socket is open. Thread: any. */
  boolean accepts() {
    return running && listening.isOpen();
  }

  /**
   * Ends the library's thread and returns when it has ended, and listens no more; connections are
   * left as they are. Thread: any but the library's.
   */
  void end() {
    try {
      stop(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread != null) {
      thread.interrupt(); // when it has failed it waits for itself
      Threads.join(thread);
    }
    closeListening();
  }

  /** The library does so itself, unless it has not started. */
  private void closeListening() {
    try {
      listening.close();
    } catch (IOException e) {
      errors.onError("closing a socket", e);
    }
  }

  /**
   * Whether the library may accept.
   *
   * <p>Thread: the library's selector's. An {@code accept} that fails makes it close the listening
   * socket. So it is let at it only while a file descriptor is free. A false has it cancel the
   * listening socket's key.
   */
  @Override
  protected boolean onConnect(SelectionKey key) {
    try {
      probe.tryDescriptor(listening);
      starved = false;
      accepting = key;
      return true;
    } catch (IOException e) {
      if (!starved) {
        errors.onError("accept", e);
      }
      starved = true;
      selector = key.selector();
      key.cancel(); // before the library does: or it would cancel what acceptAgain has registered
      acceptLater.run();
      return false;
    }
  }

  /** Undoes a false of {@link #onConnect}, if there was one. Thread: any but the library's. */
  void acceptAgain() {
    if (selector == null) {
      return;
    }
    try {
      listening.register(selector, SelectionKey.OP_ACCEPT);
      selector.wakeup();
    } catch (CancelledKeyException | OutOfMemoryError e) { // it has not selected since, or soon may
      acceptLater.run();
    } catch (ClosedChannelException | ClosedSelectorException e) {
      // it has ended meanwhile
    }
  }

  /** Counts a socket; the library accepts no more while too many wait. Thread: the library's. */
  private void came() {
    if (newcomers.incrementAndGet() >= MAX_NEWCOMERS) {
      accept(0);
      if (newcomers.get() <= MAX_NEWCOMERS / 2) { // its last call of accept may have come before
        accept(SelectionKey.OP_ACCEPT);
      }
    }
  }

  private void seen() {
    if (newcomers.decrementAndGet() == MAX_NEWCOMERS / 2) {
      accept(SelectionKey.OP_ACCEPT);
    }
  }

  /**
   * Accepts no more until {@link #rested}, or {@link #seen} finds few. Thread: the library's.
   *
   * @param later has {@link #rested} called after a while, which may be over when it returns
   */
  void rest(Runnable later) {
    accept(0);
    later.run();
  }

  /** Undoes a {@link #rest}; who has come before has to be looked at first. Thread: any. */
  void rested() {
    if (accepting != null && newcomers.get() <= MAX_NEWCOMERS / 2) {
      accept(SelectionKey.OP_ACCEPT);
    }
  }

  private void accept(int interest) {
    try {
      accepting.interestOps(interest);
      accepting.selector().wakeup();
    } catch (CancelledKeyException e) {
      // for want of descriptors: acceptAgain makes another one
    }
  }

  @Override
  public void onStart() {
    running = true;
    started.countDown();
  }

  /** Its list of connections stays empty: it would end them with the server. */
  @Override
  protected boolean addConnection(WebSocket connection) {
    return false;
  }

  @Override
  protected boolean removeConnection(WebSocket connection) {
    return false;
  }

  @Override
  public void onOpen(WebSocket connection, ClientHandshake handshake) {
    // not on its list
  }

  @Override
  public void onClose(WebSocket connection, int code, String reason, boolean remote) {
    // not on its list
  }

  @Override
  public void onMessage(WebSocket connection, String message) {
    throw new IllegalStateException("the draft makes no messages");
  }

  @Override
  public void onError(WebSocket connection, Exception error) {
    if (error instanceof InterruptedException) { // by end()
      return;
    }
    errors.onError("Java-WebSocket", error);
    if (connection == null) { // it has failed; its thread may wait for its own end
      running = false;
      started.countDown();
    }
  }

  private final class Factory implements WebSocketServerFactory {

    private final List<Draft> drafts = List.of(new FormalDraft());

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter adapter, Draft draft) {
      return new WebSocketImpl(adapter, draft);
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter adapter, List<Draft> known) {
      return new WebSocketImpl(adapter, drafts);
    }

    @Override
    public GuardChannel wrapChannel(SocketChannel socket, SelectionKey key) throws IOException {
      key.cancel(); // who is read on the library's one thread waits behind everybody else
      GuardChannel channel = peers.accept(socket, (WebSocketImpl) key.attachment(), seen);
      came();
      return channel;
    }

    @Override
    public void close() {
      // nothing is kept here
    }
  }
}
