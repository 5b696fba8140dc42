package dev.deltawire.dialects.chat;

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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One socket: who calls there, how it is answered, and what streams it receives. */
final class ChatPeer implements Replies {

  private final Caller caller;
  private final Connection connection;

  /** What it receives; those that have ended are dropped now and again. */
  private final Map<UUID, MessageStreams.Running> received = new ConcurrentHashMap<>();

  ChatPeer(Caller caller, Connection connection) {
    this.caller = caller;
    this.connection = connection;
  }

  Caller caller() {
    return caller;
  }

  @Override
  public void reply(ChatResult result) {
    send(new Success(result));
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

  /** Sends a stream's terminal frame, which doesn't count towards the queue's bound. */
  boolean sendUncounted(Frame frame) {
    return connection.sendAll(List.of(frame).iterator()) == SendResult.QUEUED;
  }

  /** Sends frames that are made as the socket takes them. */
  void sendAll(Iterator<Frame> frames) {
    connection.sendAll(frames);
  }

  /** Receives a stream from an offset on. */
  void receive(UUID messageId, MessageStreams.Running stream, long offset) {
    received.values().removeIf(running -> running.text().ended());
    if (stream.join(connection, offset) == JoinResult.JOINED) {
      received.put(messageId, stream);
    }
  }

  boolean receives(UUID messageId) {
    return received.containsKey(messageId);
  }
}
