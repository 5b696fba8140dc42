package dev.deltawire.dialects.messenger;

import dev.deltawire.codec.MessengerInbound;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Presence;
import dev.deltawire.dialects.messenger.Credential.Good;
import dev.deltawire.dialects.messenger.MailboxEvent.Delivered;
import dev.deltawire.dialects.messenger.MailboxEvent.Ended;
import dev.deltawire.dialects.messenger.MailboxEvent.Notice;
import dev.deltawire.dialects.messenger.MailboxEvent.Passing;
import dev.deltawire.model.messenger.ErrorCode;
import dev.deltawire.model.messenger.MessengerClientFrame;
import dev.deltawire.model.messenger.MessengerClientFrame.Hello;
import dev.deltawire.model.messenger.MessengerClientFrame.PresenceUpdate;
import dev.deltawire.model.messenger.MessengerServerFrame;
import dev.deltawire.model.messenger.MessengerServerFrame.HelloOk;
import dev.deltawire.model.messenger.MessengerServerFrame.MessengerError;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Topics.Subscription;
import java.util.Collections;

/** One authenticated socket: what its agent says, and what it is told. */
final class AgentSocket {

  private final MessengerParts parts;
  private final Connection connection;
  private final Good credential;
  private final MailboxCursor cursor;
  private final Typist typist;
  private Subscription events;

  /** Null until the agent's contacts know. */
  private Presence.Stay stay;

  private AgentSocket(MessengerParts parts, Connection connection, Good credential) {
    this.parts = parts;
    this.connection = connection;
    this.credential = credential;
    this.cursor =
        new MailboxCursor(credential.handle(), connection, parts.store().mailboxes(), parts.node());
    this.typist = parts.typing().typist(credential.handle());
  }

  /** Hears events from now on; what may block comes next. Thread: the session's or the loop. */
  static AgentSocket open(MessengerParts parts, Connection connection, Good credential) {
    AgentSocket socket = new AgentSocket(parts, connection, credential);
    socket.events = parts.fanout().add(MailboxEvent.topic(credential.handle()), socket::onEvent);
    connection.sendAll(Collections.emptyIterator(), socket::begin);
    return socket;
  }

  /** Handles a message of the agent. */
  void onInbound(MessengerInbound inbound) {
    if (inbound instanceof MessengerInbound.Rejected rejected) {
      if (!rejected.counts() || connection.protocolError()) {
        send(rejected.error());
      }
    } else {
      handle(inbound);
    }
  }

  void onAccepted(long mark) {
    parts.acceptances().accept(credential.handle(), mark);
  }

  void leave() {
    events.close();
    cursor.leave();
    if (stay != null) {
      stay.end();
    }
  }

  /**
   * Says {@code hello.ok} (M-06) when the contacts know, and begins the drain.
   *
   * <p>Whoever revoked the key before the events were heard has found no socket to close.
   */
  private void begin() {
    if (!connection.isOpen()) {
      return; // gone before it was here
    }
    try {
      Credential now = Credential.of(credential.key(), parts.store().agents());
      if (now instanceof Credential.Bad bad) {
        connection.close(bad.closeCode(), bad.reason());
        return;
      }
      stay = parts.attendance().enter(credential.handle());
      cursor.open(MailboxEvent.frame(new HelloOk()));
    } catch (StoreException e) {
      parts.node().errorHandler().onError("messenger authentication", e);
      connection.close(Closing.INTERNAL_ERROR, "internal error");
    }
  }

  private void handle(MessengerInbound inbound) {
    try {
      if (inbound instanceof MessengerInbound.Act act) {
        act(act);
      } else if (inbound instanceof MessengerInbound.Ok ok) {
        act(ok.frame());
      }
    } catch (Refusal refusal) {
      send(new MessengerError(refusal.code(), refusal.getMessage()));
    } catch (StoreException e) {
      parts.node().errorHandler().onError("messenger " + type(inbound), e);
      send(new MessengerError(ErrorCode.INTERNAL_ERROR, "internal error"));
    }
  }

  private static String type(MessengerInbound handled) {
    return handled instanceof MessengerInbound.Act act
        ? act.type()
        : ((MessengerInbound.Ok) handled).frame().type();
  }

  private void act(MessengerInbound.Act act) throws Refusal, StoreException {
    String handle = credential.handle();
    String id = act.takeId();
    switch (act.kind()) {
      case READ_THROUGH -> parts.postbox().readThrough(handle, id, act.throughSeq());
      case READ_MESSAGE -> parts.postbox().readMessage(handle, id);
      case TYPING_START -> typist.start(id);
      case TYPING_STOP -> typist.stop(id);
    }
  }

  private void act(MessengerClientFrame frame) throws Refusal, StoreException {
    if (frame instanceof PresenceUpdate update) {
      parts.attendance().update(credential.handle(), update);
    } else if (frame instanceof Hello && connection.protocolError()) { // M-07
      send(new MessengerError(ErrorCode.VALIDATION_ERROR, "already authenticated"));
    }
  }

  private boolean onEvent(MailboxEvent event) {
    if (event instanceof Delivered nudge) {
      return cursor.onDelivered(nudge);
    }
    if (event instanceof Notice notice) {
      return cursor.onNotice(notice);
    }
    if (event instanceof Passing passing) {
      return cursor.onPassing(passing.frame());
    }
    Ended ended = (Ended) event;
    if (!ended.exceptKey().equals(credential.key().hex())) {
      connection.close(Closing.POLICY_VIOLATION, ended.reason()); // M-13
    }
    return false;
  }

  /** Answers, after the drain (M-27). */
  private void send(MessengerServerFrame frame) {
    cursor.onNotice(new Notice(0, MailboxEvent.frame(frame)));
  }
}
