package dev.deltawire.dialects.home;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.LongAnswers;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Defects;
import dev.deltawire.dialects.internal.Taken;
import dev.deltawire.dialects.internal.TurnQueues;
import dev.deltawire.model.home.HomeClientFrame.ChatMessage;
import dev.deltawire.model.home.HomeClientFrame.ChatResume;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.HomeServerFrame.ChatError;
import dev.deltawire.model.home.HomeServerFrame.HomeError;
import dev.deltawire.server.JoinResult;
import dev.deltawire.server.TextStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What devices ask of the assistant (H-29 to H-35). Thread: the executor's; may block. */
final class Chat {

  /** A question that waits in the store for the turns before it, and who asks it. */
  private record Waiting(HomePeer asker, UUID questionId) {}

  private final ChatContext context;
  private final TurnQueues<UUID, Waiting> queues;

  Chat(ChatContext context, int maxWaiting) {
    this.context = context;
    this.queues = new TurnQueues<>(maxWaiting);
  }

  void message(HomePeer peer, ChatMessage message) {
    UUID id = message.conversationId();
    try {
      if (id == null) {
        take(peer, context.ids().get(), message.content(), true);
      } else if (owns(peer, id)) {
        take(peer, id, message.content(), false);
      }
    } catch (StoreException e) {
      fail(peer, id, e);
    }
  }

  /** A reply that only the store still has is put together aside. */
  void resume(HomePeer peer, ChatResume resume) {
    if (context.streams().find(resume.conversationId()).isPresent()) {
      attach(peer, resume);
    } else {
      peer.connection().continueAside(() -> attach(peer, resume));
    }
  }

  private void attach(HomePeer peer, ChatResume resume) {
    UUID id = resume.conversationId();
    try {
      if (owns(peer, id)) {
        findStream(id)
            .ifPresentOrElse(
                stream -> join(peer, stream, resume.offset()),
                () -> peer.send(new ChatError(id, "Nothing to resume")));
      }
    } catch (StoreException e) {
      fail(peer, id, e);
    }
  }

  /** The messages of a user's conversation, a running reply with its text so far (H-59). */
  Optional<List<Message>> messages(String userId, UUID id) throws StoreException {
    if (!context.store().owner(id).filter(userId::equals).isPresent()) {
      return Optional.empty();
    }
    List<Message> now = context.store().messages(id).stream().map(this::withTextSoFar).toList();
    return Optional.of(HistoryBudget.newest(now, message -> message.content().length()));
  }

  private Message withTextSoFar(Message message) {
    return message.status() == Message.Status.STREAMING
        ? context.streams().withTextSoFar(message)
        : message;
  }

  /** A turn of a conversation; that of a new one starts at once. */
  private void take(HomePeer peer, UUID id, String content, boolean first) throws StoreException {
    String userId = peer.principal().userId();
    if (!queues.reserve(id, userId)) {
      peer.send(new ChatError(first ? null : id, "Too many pending messages")); // H-32
      return;
    }
    Message question;
    try (Taken place = Taken.of(() -> queues.release(id))) {
      question = question(id, content);
      if (first) {
        context.store().create(userId, question);
      } else {
        context.store().append(question);
      }
      place.keep();
    }
    if (queues.add(id, new Waiting(peer, question.id()))) {
      start(peer, question, first);
    }
  }

  private void start(HomePeer asker, Message question, boolean first) {
    UUID id = question.conversationId();
    new ChatTurn(context, asker, question, first, () -> startNext(id)).start();
  }

  private void startNext(UUID id) {
    queues.next(id).ifPresent(next -> start(id, next));
  }

  /** What has waited has not kept its text. */
  private void start(UUID id, Waiting next) {
    Message question;
    try {
      question =
          context
              .store()
              .find(id, next.questionId())
              .orElseThrow(() -> StoreException.noRoom("the conversation is forgotten"));
    } catch (StoreException | RuntimeException | Error e) {
      fail(next.asker(), id, e);
      startNext(id);
      return;
    }
    start(next.asker(), question, false);
  }

  /** The stream of the conversation, from the store if the server keeps it no more. */
  private Optional<TextStream<HomeServerFrame>> findStream(UUID id) throws StoreException {
    Optional<TextStream<HomeServerFrame>> kept = context.streams().find(id);
    return kept.isPresent() ? kept : LongAnswers.inTurn(() -> storedStream(id));
  }

  private Optional<TextStream<HomeServerFrame>> storedStream(UUID id) throws StoreException {
    Optional<Message> last =
        context.store().lastReply(id).filter(reply -> reply.status() != Message.Status.STREAMING);
    return last.isPresent() ? Optional.of(context.streams().restore(last.get())) : Optional.empty();
  }

  private void join(HomePeer peer, TextStream<HomeServerFrame> stream, long offset) {
    JoinResult result = context.streams().join(peer.connection(), stream, offset);
    if (result == JoinResult.BAD_OFFSET) {
      peer.refuse(new HomeError("Invalid payload: offset", ChatResume.TYPE));
    } else if (result == JoinResult.ALREADY_JOINED) {
      peer.send(new HomeError("Already receiving", ChatResume.TYPE));
    }
  }

  /** Whether the conversation is the user's; if not, the peer has been told (H-31). */
  private boolean owns(HomePeer peer, UUID id) throws StoreException {
    Optional<String> owner = context.store().owner(id);
    boolean owns = owner.filter(peer.principal().userId()::equals).isPresent();
    if (!owns) {
      peer.send(new ChatError(id, "Conversation not found"));
    }
    return owns;
  }

  private Message question(UUID conversationId, String content) {
    return Message.ofUser(context.ids().get(), conversationId, content, context.now());
  }

  private void fail(HomePeer peer, UUID conversationId, Throwable e) {
    Defects.report(context.node(), "home chat", e);
    peer.send(new ChatError(conversationId, ChatContext.INTERNAL_ERROR)); // H-48
  }
}
