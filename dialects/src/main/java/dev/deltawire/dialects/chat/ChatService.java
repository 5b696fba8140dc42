package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall;
import dev.deltawire.model.chat.ChatErrorCode;
import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.model.chat.ChatServerFrame.Failure;
import dev.deltawire.model.chat.ChatServerFrame.Success;
import java.util.Optional;

/**
 * The embedder's way to call what sockets call, with the same effects and events (C-59).
 *
 * <p>Thread: any but a connection's; every method may block on the store. The answer is a {@link
 * Success} or a {@link Failure}.
 */
public final class ChatService {

  private final ChatContext context;
  private final ChatCalls calls;

  ChatService(ChatContext context, ChatCalls calls) {
    this.context = context;
    this.calls = calls;
  }

  /** The account that a token speaks for, as at the upgrade; empty if it is not to be trusted. */
  public Optional<Account> authenticate(String token) throws StoreException {
    return calls.identities().account(token);
  }

  /** Whether dev tokens are good, and sign-in is open to everybody (C-03, C-62). */
  public boolean devMode() {
    return calls.identities().devMode();
  }

  /**
   * Calls a method for an account; all its sockets count as other ones.
   *
   * @throws IllegalArgumentException for what needs a socket or an operator
   */
  public ChatServerFrame call(String username, ChatCall call) {
    return answer(replies -> calls.call(Caller.overHttp(username), call, replies));
  }

  /** Gives out a credential (C-62); outside dev mode that is the operator's to ask for. */
  public ChatServerFrame signIn(ChatCall.Login login, boolean operator) {
    return answer(replies -> replies.reply(calls.identities().signIn(login.username(), operator)));
  }

  /** Creates an account, for the operator (C-63). */
  public ChatServerFrame createUser(ChatCall.CreateUser user) {
    return answer(replies -> replies.reply(calls.accounts().create(user)));
  }

  /** What is done for a reply. */
  @FunctionalInterface
  private interface Work {
    void run(Replies replies) throws ChatRefusal, StoreException;
  }

  private ChatServerFrame answer(Work work) {
    OneReply reply = new OneReply();
    try {
      work.run(reply);
      return new Success(reply.result());
    } catch (ChatRefusal refusal) {
      return refusal.failure();
    } catch (StoreException e) {
      context.report("chat call", e);
      return new Failure(ChatErrorCode.INTERNAL, ChatContext.INTERNAL_ERROR);
    }
  }
}
