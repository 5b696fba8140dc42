package dev.deltawire.dialects.home;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.UnfinishedStreams;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.NotificationStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the dialect remembers (H-43).
 *
 * <p>Thread: any of the server's executor, for every method, many at once; may block. What a call
 * has written when it returns is durable; a call that throws has written nothing.
 */
public interface HomeStore {

  /** Who is known, and who no more. */
  Devices devices();

  /** How devices come to their tokens. */
  Pairings pairings();

  /** Who said what. */
  Conversations conversations();

  /** Who is to be told what. */
  Notifications notifications();

  /** What widgets show. */
  Widgets widgets();

  /** Whether the kill switch is active (H-05). */
  boolean killSwitch() throws StoreException;

  /** Sets the kill switch. */
  void killSwitch(boolean active) throws StoreException;

  /** The devices. */
  interface Devices {

    /** Remembers a device; user and type of one that is known become these. */
    void register(Device device) throws StoreException;

    /** Remembers that a pairing of the device was completed: its tokens are good (H-06). */
    void pair(String deviceId, String sessionId) throws StoreException;

    /** Revokes the device: its tokens, refresh tokens and pairings until now are void (H-06). */
    void revoke(String deviceId) throws StoreException;

    /** Whether a token with this {@code sessionId} claim, if any, is void (H-06). */
    boolean isRevoked(String deviceId, Optional<String> sessionId) throws StoreException;

    /** A device that is known, and not revoked without having been paired anew. */
    Optional<Device> find(String deviceId) throws StoreException;

    /** All devices that {@link #find} finds, of one user if there is one. */
    List<Device> list(Optional<String> userId) throws StoreException;
  }

  /** Pairings that no device has completed yet, and the refresh tokens of those that are. */
  interface Pairings {

    /** Adds a pairing; false if another one that has not expired has its code (H-49). */
    boolean open(OpenPairing pairing, Instant now) throws StoreException;

    /**
     * Counts a guess at a code before anybody knows whether it is right.
     *
     * @return the open pairing of the code, unless it has expired or been guessed at {@code most}
     *     times before (H-50)
     */
    Optional<OpenPairing> guess(String code, int most, Instant now) throws StoreException;

    /**
     * Ends an open pairing and remembers the device of {@code token}, its session (H-06) and the
     * token itself: all, or nothing if the pairing is no longer open.
     *
     * @return whether it was open
     */
    boolean complete(UUID pairingId, RefreshToken token) throws StoreException;

    /** A refresh token that has not been replaced, be it expired or not. */
    Optional<RefreshToken> token(SecretHash hash) throws StoreException;

    /** Puts another refresh token in the place of one, once; false if that is gone (H-51). */
    boolean replace(SecretHash hash, RefreshToken next) throws StoreException;

    /** Forgets pairings and refresh tokens that have expired. */
    void purge(Instant now) throws StoreException;
  }

  /** The conversations. */
  interface Conversations extends UnfinishedStreams {

    /** Creates a conversation with its first message. */
    void create(String userId, Message first) throws StoreException;

    /** Whose conversation it is; empty when there is none. */
    Optional<String> owner(UUID conversationId) throws StoreException;

    /** Appends a message to a conversation that exists. */
    void append(Message message) throws StoreException;

    /** One message of a conversation. */
    Optional<Message> find(UUID conversationId, UUID messageId) throws StoreException;

    /**
     * Adds to the content of a streaming message, all or nothing; changes nothing when it has ended
     * (X-61).
     *
     * @param more what is added, in order, a long text in pieces: each is made when it is asked
     *     for, on whatever thread, and anew when all are asked for again
     */
    void progress(UUID conversationId, UUID messageId, Iterable<String> more) throws StoreException;

    /** Ends a streaming message; throws when another node has ended it. */
    void finish(Message message) throws StoreException;

    /**
     * The same for one whose content is what {@link #progress} added, and the rest behind that.
     *
     * @param message as it began
     * @param rest in pieces, as {@link #progress} takes them
     * @param error why it failed, if it did
     */
    void finishBehind(Message message, Iterable<String> rest, Optional<String> error)
        throws StoreException;

    /**
     * The messages in the order in which they were appended, of a long conversation the newest ones
     * that fit the {@link HistoryBudget}.
     */
    List<Message> messages(UUID conversationId) throws StoreException;

    /** The reply that was appended last. */
    Optional<Message> lastReply(UUID conversationId) throws StoreException;
  }

  /** The notifications. */
  interface Notifications {

    /** Adds all or, when it throws, none. */
    void add(List<Notification> notifications) throws StoreException;

    /** One notification. */
    Optional<Notification> find(UUID id) throws StoreException;

    /** Moves notifications forward to a status; those that are as far already stay (H-36). */
    void advance(Collection<UUID> ids, NotificationStatus status) throws StoreException;

    /** Moves one of a device's notifications forward; false if that device has none of this id. */
    default boolean advance(String deviceId, UUID id, NotificationStatus status)
        throws StoreException {
      boolean isOwn = find(id).filter(row -> row.deviceId().equals(deviceId)).isPresent();
      if (isOwn) {
        advance(List.of(id), status);
      }
      return isOwn;
    }

    /** A device's notifications in one of the statuses, oldest first. */
    List<Notification> list(String deviceId, Set<NotificationStatus> statuses, int limit)
        throws StoreException;

    /** Forgets those created before an instant. */
    void purge(Instant createdBefore) throws StoreException;
  }

  /** The widget cache. */
  interface Widgets {

    /** Replaces what a widget shows; returns the new state. */
    WidgetState put(String slug, RawJson data) throws StoreException;

    /** What a widget shows. */
    Optional<WidgetState> find(String slug) throws StoreException;
  }
}
