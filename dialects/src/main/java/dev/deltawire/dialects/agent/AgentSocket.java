package dev.deltawire.dialects.agent;

import dev.deltawire.codec.AgentDecoder;
import dev.deltawire.codec.AgentInbound;
import dev.deltawire.codec.QuotedInput;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.agent.AgentClientFrame;
import dev.deltawire.model.agent.AgentClientFrame.Control;
import dev.deltawire.model.agent.AgentClientFrame.Init;
import dev.deltawire.model.agent.AgentClientFrame.UserMessage;
import dev.deltawire.model.agent.ControlAction;
import dev.deltawire.server.spi.Session;

/** One connection of a client: reads its frames and hands each to who answers it. */
final class AgentSocket implements Session {

  /** What a socket is told whose session another one has attached. */
  static final String DISPLACED = "session attached elsewhere";

  private static final int NORMAL = 1000;
  private static final int POLICY_VIOLATION = 1008;

  private final Sessions sessions;
  private final SocketPrompts prompts;
  private final AgentPeer peer;

  /** Null until somebody says something: who only listens needs none. */
  private AgentDecoder decoder;

  /** Null in the state {@code connected}. */
  private volatile LiveSession session;

  /** Whether to close as soon as no turn runs. */
  private volatile boolean ending;

  private AgentSocket(Sessions sessions, AgentContext context, AgentPeer peer) {
    this.sessions = sessions;
    this.peer = peer;
    this.prompts = new SocketPrompts(context, peer, this::closeIfEnding);
  }

  static AgentSocket open(Sessions sessions, AgentContext context, AgentPeer peer) {
    return new AgentSocket(sessions, context, peer);
  }

  AgentPeer peer() {
    return peer;
  }

  AgentPrincipal principal() {
    return peer.principal();
  }

  AgentIdentity identity() {
    return peer.principal().identity();
  }

  @Override
  public void onMessage(byte[] text, int offset, int length) {
    AgentInbound inbound = decoder().decodeInPlace(text, offset, offset + length);
    if (inbound instanceof AgentInbound.Ping ping) {
      peer.connection().send(ping, AgentInbound.Ping::answer);
    } else if (inbound instanceof AgentInbound.Ok ok && isAttachment(ok.frame())) {
      peer.connection().continueAside(() -> take(inbound)); // what is stored may be long
    } else {
      take(inbound);
    }
  }

  private static boolean isAttachment(AgentClientFrame frame) {
    return frame instanceof Init init && init.sessionId() != null;
  }

  private void take(AgentInbound inbound) {
    try {
      if (inbound instanceof AgentInbound.Rejected rejected) {
        throw Refusal.invalid(rejected.field(), rejected.message());
      }
      if (inbound instanceof AgentInbound.Answer answer) {
        answer(answer);
      } else if (inbound instanceof AgentInbound.Ok ok) {
        handle(ok.frame());
      }
    } catch (Refusal refusal) {
      peer.refuse(refusal.error());
    } catch (StoreException e) {
      sessions.report(e);
      peer.refuse(Refusal.internal().error());
    }
  }

  @Override
  public void onClosed() {
    prompts.detach();
    if (session != null) {
      sessions.with(session, () -> session.detach(this));
    }
  }

  /** Another socket has attached the session; its turn goes on there. */
  void displaced() {
    peer.refuse(Refusal.session(DISPLACED).error());
    peer.connection().close(POLICY_VIOLATION, DISPLACED);
  }

  /** Closes if that is wanted and no turn has to tell its result first. */
  void closeIfEnding() {
    if (ending && !isTurnRunning()) {
      peer.connection().close(NORMAL, "session closed");
    }
  }

  private boolean isTurnRunning() {
    return prompts.isRunning() || (session != null && session.isRunning());
  }

  private void handle(AgentClientFrame frame) throws Refusal, StoreException {
    if (frame instanceof UserMessage message) {
      message(message);
    } else if (frame instanceof AgentClientFrame.Prompt prompt) {
      prompt(prompt);
    } else if (frame instanceof Init init) {
      init(init);
    } else if (frame instanceof Control control) {
      control(control.action());
    }
  }

  private void init(Init init) throws Refusal, StoreException {
    if (session != null) {
      throw Refusal.session("session already initialized");
    }
    session = sessions.attach(this, init);
  }

  private void message(UserMessage message) throws Refusal, StoreException {
    requireSession();
    requireInput();
    if (prompts.isRunning()) {
      throw Refusal.session("turn in progress");
    }
    session.message(this, message.message());
  }

  private void prompt(AgentClientFrame.Prompt prompt) throws Refusal, StoreException {
    requireInput();
    if (session != null && session.isRunning()) {
      throw Refusal.session("turn in progress");
    }
    prompts.begin(prompt);
  }

  /** */
  private void answer(AgentInbound.Answer answer) throws Refusal {
    try {
      if (!prompts.answer(answer) && (session == null || !session.answer(answer))) {
        throw Refusal.invalid("callId", "unknown callId: " + QuotedInput.of(answer.callId()));
      }
    } finally {
      answer.letGo();
    }
  }

  private void control(ControlAction action) throws Refusal {
    if (action == ControlAction.END_INPUT) {
      requireSession();
    }
    ending = ending || action != ControlAction.INTERRUPT;
    if (action != ControlAction.END_INPUT) {
      interrupt();
    }
    closeIfEnding();
  }

  private void interrupt() {
    prompts.interrupt();
    if (session != null) {
      session.interrupt();
    }
  }

  private void requireSession() throws Refusal {
    if (session == null) {
      throw Refusal.session("session not initialized");
    }
  }

  private void requireInput() throws Refusal {
    if (ending) {
      throw Refusal.session("input ended");
    }
  }

  private AgentDecoder decoder() {
    if (decoder == null) {
      decoder = AgentDecoder.create();
    }
    return decoder;
  }
}
