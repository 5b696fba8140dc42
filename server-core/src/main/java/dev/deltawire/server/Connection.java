package dev.deltawire.server;

import dev.deltawire.codec.JsonWriter;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.function.BiConsumer;

/**
 * A transport's peer, as a dialect uses it.
 *
 * <p>Thread: any, for every method. What one thread sends leaves in the order of its calls.
 */
public interface Connection {

  /** Unique in this server process, never reused. */
  long id();

  /** The TCP peer. */
  InetSocketAddress remoteAddress();

  /** Whether frames are still accepted: neither side has begun to close. */
  boolean isOpen();

  /**
   * Names whom an anonymous connection speaks for: from now on it counts for X-10, and its
   * heartbeat begins.
   *
   * <p>Throws {@link IllegalStateException} when it has a principal already.
   *
   * @return false when the principal has all the connections that it may have; nothing has changed
   *     then
   */
  boolean authenticate(String principal);

  /** Queues a frame behind everything that was queued before. */
  SendResult send(Frame frame);

  /**
   * Queues a text message for this peer alone behind everything that was queued before: what {@code
   * encoder} writes of {@code message}, before this returns. A short one (up to 1,020 bytes) makes
   * no garbage, where {@code encoder} is a constant and {@code message} is there anyway: a record
   * that was read, or the session itself, which notes what it answers.
   *
   * <pre>{@code connection.send(this, MySession::answer); // private void answer(JsonWriter out)}
   * </pre>
   *
   * @param encoder sends nothing itself; what it throws is the caller's
   */
  default <M> SendResult send(M message, BiConsumer<? super M, JsonWriter> encoder) {
    return send(Frame.text(message, encoder));
  }

  /**
   * Queues a backlog behind everything that was queued before: frames that are made one by one, on
   * the loop, as the socket takes them, and so don't count towards the bound of the queue.
   *
   * <p>Until it is taken, a session on an executor is given no further message, so that no peer can
   * pile backlogs up.
   *
   * @param frames must not block or throw
   */
  default SendResult sendAll(Iterator<Frame> frames) {
    return sendAll(frames, 0);
  }

  /**
   * Queues a backlog that holds memory until it has left.
   *
   * @param heldBytes what it holds beside the frame that is sent
   * @see #sendAll(Iterator)
   */
  SendResult sendAll(Iterator<Frame> frames, long heldBytes);

  /**
   * Queues one frame in the manner of {@link #sendAll(Iterator)}: it does not count towards the
   * bound of the queue, but does towards the server's memory.
   */
  SendResult sendUnbounded(Frame frame);

  /**
   * Queues a backlog of which more may follow.
   *
   * @param frames must not block or throw
   * @param whenLeft called in the manner of the session's calls, never overlapping with them, when
   *     all frames have left the queue: taken, or dropped because the connection closes. Not called
   *     once the session has heard of the end, nor for {@link SendResult#CLOSED}
   * @see #sendAll(Iterator)
   */
  default SendResult sendAll(Iterator<Frame> frames, Runnable whenLeft) {
    return sendAll(frames, 0, whenLeft);
  }

  /**
   * Queues a backlog of which more may follow, and that holds memory until it has left.
   *
   * @see #sendAll(Iterator, long)
   * @see #sendAll(Iterator, Runnable)
   */
  SendResult sendAll(Iterator<Frame> frames, long heldBytes, Runnable whenLeft);

  /**
   * Counts a frame that is kept for this peer and is not queued yet towards the server's memory.
   *
   * @return to be run once when it is kept no more, whatever has become of the connection
   */
  Runnable keep(Frame frame);

  /**
   * Lets the session go on with {@code work} among those who have much to do (0030), so that nobody
   * who says little waits for its thread; for long answers. The session is given no message before.
   * The work is not begun once the connection begins to close, and what it throws is a defect of
   * the session.
   *
   * <p>Thread: within a call of the session, and the last thing there. A session on its loop goes
   * on at once.
   */
  void continueAside(Runnable work);

  /**
   * Makes this connection a receiver of {@code stream}, behind everything that was queued before.
   *
   * @param format the stream's wire format; receivers that pass the same instance share its frames
   * @param offset UTF-8 bytes of the stream's text that the client already has
   */
  <E> JoinResult join(TextStream<E> stream, WireFormat<E> format, long offset);

  /**
   * Makes this connection a receiver of all that {@code stream} has had and will have, its events
   * among it, behind everything that was queued before.
   *
   * <p>Throws {@link IllegalArgumentException} for a stream that was not opened {@link
   * StreamOptions#withReplay}.
   *
   * @param format as in {@link #join}; a format of its own may show some events in another way than
   *     others do, or not at all
   * @return {@link JoinResult#BAD_OFFSET} when the beginning of the text is no longer retained
   */
  <E> JoinResult replay(TextStream<E> stream, WireFormat<E> format);

  /**
   * Counts a protocol error against the connection's budget.
   *
   * @return whether to answer it; false when the budget is spent and the connection now closes with
   *     1008
   */
  boolean protocolError();

  /** Sends what is queued, then a close frame. Later calls change nothing. */
  void close(int code, String reason);

  /** Drops the TCP connection without a close frame. */
  void terminate();
}
