package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.messenger.CustomMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the dialect remembers (M-40).
 *
 * <p>A mailbox is a log of deliveries, numbered without holes, that is only ever added to. How far
 * it is delivered is its floor; how far a conversation is read is a mark of the participant. So a
 * status is derived, and an acknowledgement, however much it covers, writes one row.
 *
 * <p>Thread: any of the server's executor, for every method, many at once; may block. What a call
 * has written when it returns is durable; a call that throws has written nothing.
 */
public interface MessengerStore {

  /** Who is known, and by which keys. */
  Agents agents();

  /** Who talks with whom. */
  Conversations conversations();

  /** What was said. */
  Messages messages();

  /** What is to be delivered to whom. */
  Mailboxes mailboxes();

  /** The agents. */
  interface Agents {

    /** Adds an agent with its first key; false if the handle was ever given out (M-51). */
    boolean register(String handle, SecretHash key) throws StoreException;

    /** An agent that is not deleted. */
    Optional<Agent> find(String handle) throws StoreException;

    /** The agent that has this key. */
    Optional<Agent> findByKey(SecretHash key) throws StoreException;

    /** Gives an agent one more key; false if there is no such agent. */
    boolean addKey(String handle, SecretHash key) throws StoreException;

    /** Makes this the agent's only key; false if there is no such agent. */
    boolean rotate(String handle, SecretHash key) throws StoreException;

    /** Suspends an agent, or lets it act again; false if there is no such agent. */
    boolean suspend(String handle, boolean suspended) throws StoreException;

    /** Deletes an agent and its keys; what it has said stays. False if there is none. */
    boolean delete(String handle) throws StoreException;

    /** Sets what an agent says of itself. */
    void customMessage(String handle, CustomMessage message) throws StoreException;
  }

  /** The conversations. */
  interface Conversations {

    /**
     * Who takes part, deleted agents included; none if there is no such conversation. Of one that
     * there is, always the same: sockets keep it while their agents type.
     */
    List<String> participants(String conversationId) throws StoreException;

    /** The other agents of all conversations of one, each once, without the deleted (M-35). */
    List<String> contacts(String handle) throws StoreException;

    /** Whether two agents share a conversation. */
    boolean areContacts(String one, String other) throws StoreException;

    /** Adds a group; false, and nothing is added, if a member is no agent. */
    boolean addGroup(Group group) throws StoreException;

    /**
     * Ends a group, with a system message to all its members that are agents still.
     *
     * @param last the system message; its sequence number and conversation are the store's to give
     */
    GroupDeletion deleteGroup(String groupId, String by, SystemMessage last) throws StoreException;
  }

  /** The messages. */
  interface Messages {

    /** Stores a message and one delivery per recipient, all or nothing (M-24, M-25, M-41). */
    SendOutcome send(Posting posting) throws StoreException;

    /** What a sender has stored under an id of its own. */
    Optional<Entry> findSent(String sender, String clientMsgId) throws StoreException;

    /**
     * A part of a conversation, as far as a {@link PageBudget} reads; empty if there is none or the
     * reader takes no part (M-42).
     */
    Optional<List<Entry>> history(String conversationId, String reader, HistoryQuery query)
        throws StoreException;
  }

  /** The mailboxes. */
  interface Mailboxes {

    /** The mailbox as it is now. */
    MailboxPosition position(String handle) throws StoreException;

    /**
     * The log after a number, delivered or not, as far as a {@link PageBudget} of a drain takes.
     */
    List<MailItem> page(String handle, long after, int limit) throws StoreException;

    /**
     * What is not delivered yet after a number, of one conversation if there is one, as far as a
     * {@link PageBudget} reads (M-44).
     */
    List<Entry> undelivered(String handle, long after, Optional<String> conversation, int limit)
        throws StoreException;

    /** How much is not delivered (M-47). */
    long backlog(String handle) throws StoreException;

    /** Makes everything up to a number delivered, in each of the mailboxes (M-28). */
    void deliver(Map<String, Long> through) throws StoreException;

    /** As above, in one; how much was not delivered before. Empty if there is no such number. */
    OptionalLong deliverThrough(String handle, long number) throws StoreException;

    /** Makes what is addressed to the reader read; empty if it takes no part (M-32). */
    Optional<Reading> read(String reader, String conversationId, long throughSeq, Instant at)
        throws StoreException;

    /** As above, up to a message; empty if there is none or the reader takes no part. */
    Optional<Reading> readMessage(String reader, String messageId, Instant at)
        throws StoreException;
  }
}
