package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.UnfinishedStreams;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.Conversation;
import dev.deltawire.model.chat.Message;
import dev.deltawire.model.chat.Reaction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the dialect remembers (C-52).
 *
 * <p>Thread: any of the server's executor, for every method, many at once; may block. What a call
 * has written when it returns is durable; a call that throws has written nothing.
 * Times have milliseconds. Names and ids that a call takes are known, unless it says otherwise.
 */
public interface ChatStore {

  /** Who can take part. */
  Accounts accounts();

  /** Who talks with whom. */
  Conversations conversations();

  /** Who said what. */
  Messages messages();

  /** Who put which emoji where. */
  Reactions reactions();

  /** The accounts. */
  interface Accounts {

    /** Adds an account; false, and nothing is changed, if there is one of that name. */
    boolean add(Participant account) throws StoreException;

    /** The account of that name, if there is one. */
    Optional<Participant> find(String username) throws StoreException;

    /** The accounts behind a username, in the order of its characters; at most so many. */
    List<Account> list(String after, int limit) throws StoreException;
  }

  /** The conversations. */
  interface Conversations {

    /**
     * Adds a conversation of at least two; of two that have a direct one already, nothing is added.
     *
     * @return the conversation, or the direct one that there was before
     */
    ChatRoom add(UUID id, Optional<String> title, List<String> usernames, Instant now)
        throws StoreException;

    /** The conversation of that id, if there is one. */
    Optional<ChatRoom> find(UUID id) throws StoreException;

    /**
     * A participant's conversations, the one updated last first, as far as they fit the {@link
     * HistoryBudget} (C-29).
     */
    List<Conversation> list(String username) throws StoreException;

    /** Messages by others that a participant has not read, deleted and hidden ones left out. */
    long unread(UUID id, String username) throws StoreException;

    /** Notes that a participant has read all that there is now (C-50). */
    void markRead(UUID id, String username) throws StoreException;
  }

  /** The messages. */
  interface Messages extends UnfinishedStreams {

    /**
     * Appends a message: its conversation is updated at its time, and its sender has read all.
     *
     * @param depth see {@link StoredMessage}
     * @return what its sender has sent before under the same {@code client_msg_id}, deleted or not;
     *     then nothing is appended (C-33)
     */
    Optional<Message> append(Message message, int depth) throws StoreException;

    /** What somebody has sent under a {@code client_msg_id}, deleted or not. */
    Optional<Message> sent(String sender, String clientMsgId) throws StoreException;

    /** Those of the messages that there are, deleted ones included, in the order of the ids. */
    List<StoredMessage> find(Collection<UUID> ids) throws StoreException;

    /** The same without what they say: a few hundred bytes each, however long they are. */
    List<MessageFacts> facts(Collection<UUID> ids) throws StoreException;

    /** Whether somebody has hidden a message. */
    boolean isHidden(UUID id, String username) throws StoreException;

    /** The depth of a conversation's newest message, deleted or not; 0 when there is none. */
    int depth(UUID conversationId) throws StoreException;

    /**
     * The newest messages, oldest first, without those that are deleted or that the reader hides;
     * fewer than the limit when more do not fit the {@link HistoryBudget} with all that hangs on
     * them.
     *
     * @param before only older ones than this, which may itself be deleted or hidden
     */
    List<Message> history(UUID conversationId, String reader, int limit, Optional<UUID> before)
        throws StoreException;

    /**
     * Adds to the content of a streaming message, all or nothing; changes nothing when it has ended
     * (X-61).
     *
     * @param more what is added, in order, a long text in pieces: each is made when it is asked
     *     for, on whatever thread, and anew when all are asked for again
     */
    void progress(UUID id, Iterable<String> more) throws StoreException;

    /**
     * Ends a streaming message.
     *
     * @param error why it failed, if it did (C-45)
     * @return the message as it is now; empty if it had ended before or is deleted
     */
    Optional<Message> finish(UUID id, String content, Instant at, Optional<String> error)
        throws StoreException;

    /**
     * The same for a message whose content is what {@link #progress} added, and the rest behind
     * that.
     *
     * @param rest in pieces, as {@link #progress} takes them
     */
    Optional<Message> finishBehind(
        UUID id, Iterable<String> rest, Instant at, Optional<String> error) throws StoreException;

    /** Deletes messages for everybody; those that stream end with what is stored of them. */
    void delete(Collection<UUID> ids, Instant at) throws StoreException;

    /** Hides messages for one account; those that are hidden stay so. */
    void hide(String username, Collection<UUID> ids) throws StoreException;
  }

  /** The reactions. */
  interface Reactions {

    /** Adds a reaction; if its reactor has put the same emoji before, returns that one instead. */
    Optional<Reaction> add(Reaction reaction) throws StoreException;

    /** Removes a reaction; false if there is none. */
    boolean remove(UUID messageId, String username, String emoji) throws StoreException;

    /** What an account has put to a message, in that order. */
    List<String> emojis(UUID messageId, String username) throws StoreException;

    /** Makes these all the emojis that the reactor has put to the message, at once (C-60). */
    Change replace(UUID messageId, Account reactor, Collection<String> emojis, Instant at)
        throws StoreException;
  }

  /** What a replacement has changed. */
  record Change(List<Reaction> added, List<String> removed) {
    public Change {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }
  }
}
