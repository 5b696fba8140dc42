package dev.deltawire.dialects.home;

import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Checkpoint;
import dev.deltawire.dialects.internal.Defects;
import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.dialects.internal.TurnReply;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.HomeServerFrame.ChatDelta;
import dev.deltawire.model.home.HomeServerFrame.ChatError;
import dev.deltawire.server.TextStream;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;

/** One message to the assistant and its reply (H-29). */
final class ChatTurn {

  private final ChatContext context;
  private final HomePeer asker;
  private final Message question;
  private final boolean first;
  private final Runnable whenEnded;

  private Message reply;
  private TextStream<HomeServerFrame> stream;
  private Checkpoint checkpoint;
  private TurnReply said;

  /**
   * A turn that has not started.
   *
   * @param first whether it begins a conversation, whose id the asker doesn't know yet
   * @param whenEnded runs once, after the terminal frame
   */
  ChatTurn(
      ChatContext context, HomePeer asker, Message question, boolean first, Runnable whenEnded) {
    this.context = context;
    this.asker = asker;
    this.question = question;
    this.first = first;
    this.whenEnded = whenEnded;
  }

  /** Opens the reply's stream and lets the engine begin elsewhere. Thread: the executor's. */
  void start() {
    try {
      reply = Message.replyTo(question, context.ids().get(), context.now());
      context.store().append(reply); // stored before its first frame
    } catch (StoreException | RuntimeException | Error e) {
      report(e);
      asker.send(new ChatError(conversationId(), ChatContext.INTERNAL_ERROR));
      whenEnded.run();
      return;
    }
    stream = context.streams().open(reply);
    said = new TurnReply(stream, context.ends(), this::finish);
    if (first) {
      asker.send(new ChatDelta(conversationId(), "")); // H-30: once others can resume it
    }
    context.streams().join(asker.connection(), stream, 0); // H-33
    checkpoint =
        Checkpoint.start(
            context.node(), context.checkpoints(), "home chat checkpoint", stream, this::progress);
    if (!said.repliesTo(question.content())) {
      return;
    }
    try {
      context.histories().execute(this::beginReply);
    } catch (RejectedExecutionException e) { // the server ends
      said.fail(ChatContext.INTERNAL_ERROR);
    }
  }

  private void progress(Iterable<String> more) throws StoreException {
    context.store().progress(conversationId(), reply.id(), more);
  }

  private void beginReply(LongHistories.Share share) {
    try {
      Prompt prompt = new Prompt(History.before(question, context.store()), question.content());
      ReplyTools tools = new ReplyTools(context, conversationId(), stream);
      context.engine().begin(share.of(prompt), tools, said);
    } catch (StoreException | RuntimeException | Error e) {
      report(e);
      said.fail(ChatContext.INTERNAL_ERROR);
    }
  }

  private void finish(Optional<String> error) {
    try {
      checkpoint.stop();
      stream.seal();
      stream.end(stored(error));
    } finally {
      whenEnded.run();
    }
  }

  /** The terminal frame of a reply that is stored, or can't be. */
  private HomeServerFrame stored(Optional<String> error) {
    try {
      storeEnd(checkpoint.rest(), error);
      return ReplyStreams.terminal(reply.ended("", error));
    } catch (StoreException | RuntimeException | Error e) {
      report(e);
      return new ChatError(conversationId(), ChatContext.INTERNAL_ERROR);
    }
  }

  private void storeEnd(Optional<Iterable<String>> rest, Optional<String> error)
      throws StoreException {
    if (rest.isPresent()) {
      context.store().finishBehind(reply, rest.get(), error);
    } else {
      context.store().finish(reply.ended(stream.text(), error));
    }
  }

  private UUID conversationId() {
    return question.conversationId();
  }

  private void report(Throwable e) {
    Defects.report(context.node(), "home chat turn", e);
  }
}
