package dev.deltawire.dialects.chat;

import dev.deltawire.codec.ChatDecoder;
import dev.deltawire.codec.ChatInbound;
import dev.deltawire.dialects.LongAnswers;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Presence;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall;
import dev.deltawire.model.chat.ChatCall.Resume;
import dev.deltawire.model.chat.ChatCall.SetTyping;
import dev.deltawire.model.chat.ChatErrorCode;
import dev.deltawire.model.chat.ChatServerFrame.Failure;
import dev.deltawire.model.chat.ChatServerFrame.Hello;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Topics.Subscription;
import dev.deltawire.server.spi.Session;

/** One socket: its calls, answered in their order (C-09), and its account's events (C-50). */
final class ChatSession implements Session {

  private final ChatParts parts;
  private final ChatPeer peer;
  private final Typist typist;
  private final Subscription events;
  private final Presence.Stay presence;

  /** Null until somebody says something: who only listens needs none. */
  private ChatDecoder decoder;

  private ChatSession(ChatParts parts, ChatPeer peer, Account account) {
    this.parts = parts;
    this.peer = peer;
    this.typist = parts.calls().typing().typist(peer.caller(), peer);
    peer.send(new Hello(account)); // C-05
    String username = peer.caller().username();
    this.presence = parts.presence().enter(username);
    this.events = parts.context().broadcast().add(username, this::onEvent);
  }

  /** A session that says hello and hears its account's events from then on. */
  static ChatSession open(ChatParts parts, Account account, Connection connection) {
    Caller caller = new Caller(account.username(), parts.context().ids().get());
    ChatPeer peer = new ChatPeer(caller, connection, parts.context().streams());
    return new ChatSession(parts, peer, account);
  }

  @Override
  public void onMessage(byte[] text, int offset, int length) {
    ChatInbound inbound = decoder().decode(text, offset, offset + length);
    if (inbound instanceof ChatInbound.Rejected rejected) {
      peer.fail(new Failure(ChatErrorCode.INVALID_ARGUMENT, rejected.message()));
    } else if (inbound instanceof ChatInbound.Ok ok) {
      take(ok.call());
    }
  }

  @Override
  public void onClosed() {
    events.close();
    presence.end();
  }

  /** No lambda on the way of a short call: it would be garbage. */
  private void take(ChatCall call) {
    if (call.hasLongAnswer()) {
      peer.continueAside(() -> handle(call));
    } else {
      handle(call);
    }
  }

  private void handle(ChatCall call) {
    try {
      if (call instanceof SetTyping set) {
        typist.set(set);
      } else if (call.hasLongAnswer()) {
        LongAnswers.inTurn(
            () -> {
              answer(call);
              return null;
            });
      } else {
        answer(call);
      }
    } catch (ChatRefusal refusal) {
      peer.fail(refusal.failure());
    } catch (StoreException e) {
      parts.context().report("chat call", e);
      peer.fail(new Failure(ChatErrorCode.INTERNAL, ChatContext.INTERNAL_ERROR));
    }
  }

  private void answer(ChatCall call) throws ChatRefusal, StoreException {
    if (call instanceof Resume resume) {
      parts.resumes().resume(peer, resume);
    } else {
      parts.calls().call(peer.caller(), call, peer);
    }
  }

  private boolean onEvent(ChatEvent event) {
    if (event instanceof ChatEvent.Announcement news) {
      return peer.send(news.frame());
    }
    if (event instanceof ChatEvent.Elsewhere news) {
      return !news.origin().equals(peer.caller().origin()) && peer.send(news.frame());
    }
    if (event instanceof ChatEvent.StreamStarted started) {
      boolean sent = peer.send(started.placeholder());
      streams()
          .find(started.messageId())
          .ifPresent(stream -> peer.receive(started.messageId(), stream, 0)); // C-46
      return sent;
    }
    return event instanceof ChatEvent.StreamEnding ending
        && streams()
            .find(ending.messageId())
            .filter(stream -> peer.sendUncounted(stream.complete()))
            .isPresent();
  }

  private MessageStreams streams() {
    return parts.context().streams();
  }

  private ChatDecoder decoder() {
    if (decoder == null) {
      decoder = ChatDecoder.create();
    }
    return decoder;
  }
}
