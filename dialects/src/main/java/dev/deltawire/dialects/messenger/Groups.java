package dev.deltawire.dialects.messenger;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.dialects.messenger.GroupDeletion.Deleted;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.ErrorCode;
import dev.deltawire.model.messenger.MessengerLimits;
import dev.deltawire.model.messenger.MessengerServerFrame.GroupDeleted;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where groups are made and ended (M-37, M-50). Thread: any but a loop's; may block. */
public final class Groups {

  private static final byte[] DELETED =
      "{\"data\":{\"schema_version\":1,\"event\":\"group_deleted\",\"actor_handle\":"
          .getBytes(StandardCharsets.US_ASCII);

  private final MessengerStore.Conversations conversations;
  private final Postbox postbox;
  private final Fanout<MailboxEvent> fanout;

  Groups(MessengerStore.Conversations conversations, Postbox postbox, Fanout<MailboxEvent> fanout) {
    this.conversations = conversations;
    this.postbox = postbox;
    this.fanout = fanout;
  }

  /** Makes a group of its creator and others. */
  public Group create(String creator, String name, List<String> members)
      throws Refusal, StoreException {
    int codePoints = name.codePointCount(0, name.length());
    if (codePoints < 1 || codePoints > MessengerLimits.GROUP_NAME_CODE_POINTS) {
      throw Refusal.ofField("name", "name must have 1 to 100 characters");
    }
    if (members.isEmpty() || members.size() > MessengerLimits.GROUP_MEMBERS) {
      throw Refusal.ofField("members", "members must be 1 to 255");
    }
    if (!members.stream().allMatch(MessengerLimits::isHandle)) {
      throw Refusal.ofField("members", "members must be handles");
    }
    Set<String> all = new LinkedHashSet<>(List.of(creator));
    all.addAll(members);
    Group group = new Group(MessengerIds.group(), name, List.copyOf(all), creator, postbox.now());
    if (!conversations.addGroup(group)) {
      throw Refusal.agentNotFound();
    }
    return group;
  }

  /** Ends a group, as only its creator may. */
  public void delete(String by, String groupId) throws Refusal, StoreException {
    SystemMessage last = new SystemMessage(MessengerIds.message(), deletedBy(by), postbox.now());
    GroupDeletion outcome = conversations.deleteGroup(groupId, by, last);
    if (!(outcome instanceof Deleted deleted)) {
      throw refusal((GroupDeletion.Refused) outcome);
    }
    postbox.publish(deleted.message(), deleted.deliveries());
    GroupDeleted news = new GroupDeleted(groupId, by, last.at());
    for (Delivery delivery : deleted.deliveries()) { // M-37: behind the system message
      fanout.publish(
          MailboxEvent.topic(delivery.recipient()),
          MailboxEvent.Codec.notice(news, delivery.number()));
    }
  }

  private static RawJson deletedBy(String actor) {
    JsonWriter json = JsonWriter.create();
    json.raw(DELETED).string(actor).raw('}').raw('}');
    return JsonText.parse(json.toByteArray()).orElseThrow();
  }

  private static Refusal refusal(GroupDeletion.Refused refused) {
    return switch (refused) {
      case NOT_FOUND -> Refusal.conversationNotFound();
      case FORBIDDEN -> Refusal.of(ErrorCode.FORBIDDEN, "only its creator may delete a group");
      case ALREADY_DELETED -> Refusal.of(ErrorCode.GROUP_DELETED, "the group was deleted");
    };
  }
}
