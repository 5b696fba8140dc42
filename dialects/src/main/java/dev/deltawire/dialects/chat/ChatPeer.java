package dev.deltawire.dialects.chat;

import dev.deltawire.codec.ChatEncoder;
import dev.deltawire.model.chat.ChatErrorCode;
import dev.deltawire.model.chat.ChatResult;
import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.model.chat.ChatServerFrame.Failure;
import dev.deltawire.model.chat.ChatServerFrame.Success;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.JoinResult;
import dev.deltawire.server.SendResult;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One socket: who calls there, how it is answered, and what streams it receives. */
final class ChatPeer implements Replies {

  /** A page of history may be longer than the whole queue is allowed to be. */
  private static final int LONG_BYTES = 65_536;

  private final Caller caller;
  private final Connection connection;

  private final MessageStreams streams;

  /** What it receives, by message; those that have ended are dropped now and again. */
  private final Set<UUID> received = ConcurrentHashMap.newKeySet();

  ChatPeer(Caller caller, Connection connection, MessageStreams streams) {
    this.caller = caller;
    this.connection = connection;
    this.streams = streams;
  }

  Caller caller() {
    return caller;
  }

  /** A long reply is a backlog: until it is taken, nothing further of this socket is handled. */
  @Override
  public void reply(ChatResult result) {
    if (result == ChatResult.Done.DONE) {
      connection.send(Success.DONE, ChatEncoder::encode);
      return;
    }
    Frame frame = ChatFrames.frame(new Success(result));
    if (frame.size() > LONG_BYTES) {
      sendUncounted(frame);
    } else {
      send(frame);
    }
  }

  /** Answers a call that failed, if the error budget allows it. */
  void fail(Failure failure) {
    if (failure.code() != ChatErrorCode.INVALID_ARGUMENT || connection.protocolError()) {
      send(failure);
    }
  }

  /** Sends a frame; returns whether it was queued. */
  boolean send(Frame frame) {
    return connection.send(frame) == SendResult.QUEUED;
  }

  boolean send(ChatServerFrame frame) {
    return send(ChatFrames.frame(frame));
  }

  /** Sends what doesn't count towards the queue's bound: terminal frames, long replies. */
  boolean sendUncounted(Frame frame) {
    return connection.sendUnbounded(frame) == SendResult.QUEUED;
  }

  /** Sends frames that are made, as the socket takes them, of what is held until then. */
  void sendAll(Iterator<Frame> frames, long heldBytes) {
    connection.sendAll(frames, heldBytes);
  }

  /** Handles what has a long answer, among those who have much to do, before all that follows. */
  void continueAside(Runnable call) {
    connection.continueAside(call);
  }

  /** Receives a stream from an offset on. */
  void receive(UUID messageId, MessageStreams.Running stream, long offset) {
    received.removeIf(id -> streams.find(id).isEmpty());
    if (stream.join(connection, offset) == JoinResult.JOINED) {
      received.add(messageId);
    }
  }

  boolean receives(UUID messageId) {
    return received.contains(messageId);
  }
}
