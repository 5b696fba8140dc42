package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.dialects.internal.LongTexts;
import dev.deltawire.dialects.internal.Presence;
import dev.deltawire.server.spi.Node;

/** What all sessions work with. */
record ChatParts(
    ChatContext context, ChatCalls calls, ResumeCalls resumes, Presence<String> presence) {

  static ChatParts of(ChatSettings settings, Node node) {
    ChatContext context =
        new ChatContext(
            settings.store(),
            new Broadcast(node),
            new MessageStreams(node.streams(), settings.streams()),
            new RoomOrder(),
            settings.ids(),
            new LongTexts(node),
            new LongTexts(node),
            new LongHistories(node),
            node);
    AgentTurns turns =
        new AgentTurns(context, settings.engine(), settings.tools(), settings.maxAgentChain());
    ChatAccounts accounts = ChatAccounts.of(settings.store());
    TypingCalls typing = new TypingCalls(context, settings.typingTimeout());
    ChatCalls calls =
        new ChatCalls(
            new Identities(accounts, settings.tokens(), settings.tokenTtl(), settings.devMode()),
            new AccountCalls(accounts),
            new ConversationCalls(context),
            new MessageCalls(context, turns),
            new DeletionCalls(context, turns),
            new ReactionCalls(context),
            typing);
    Presence<String> presence = new Presence<>(new Departures(typing));
    return new ChatParts(context, calls, new ResumeCalls(context), presence);
  }

  /** What becomes of those whose last socket is lost (C-49). */
  private record Departures(TypingCalls typing) implements Presence.Listener<String> {

    @Override
    public void onArrival(String username) {
      // coming changes nothing
    }

    @Override
    public void onDeparture(String username) {
      typing.lost(username);
    }
  }
}
