package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.messenger.GroupDeletion.Deleted;
import dev.deltawire.dialects.messenger.GroupDeletion.Refused;
import dev.deltawire.model.messenger.Message;
import java.util.List;
import java.util.Optional;

/** Conversations in memory. */
final class MemoryMessengerConversations implements MessengerStore.Conversations {

  private final MemoryMessengerState state;

  MemoryMessengerConversations(MemoryMessengerState state) {
    this.state = state;
  }

  @Override
  public List<String> participants(String conversationId) {
    synchronized (state) {
      return Optional.ofNullable(state.conversations.get(conversationId))
          .map(conversation -> List.copyOf(conversation.participants().keySet()))
          .orElse(List.of());
    }
  }

  @Override
  public List<String> contacts(String handle) {
    synchronized (state) {
      return state.conversations.values().stream()
          .filter(conversation -> conversation.participants().containsKey(handle))
          .flatMap(conversation -> state.recipients(conversation, handle).stream())
          .distinct()
          .toList();
    }
  }

  @Override
  public boolean areContacts(String one, String other) {
    synchronized (state) {
      return state.conversations.values().stream()
          .map(conversation -> conversation.participants().keySet())
          .anyMatch(handles -> handles.contains(one) && handles.contains(other));
    }
  }

  @Override
  public boolean addGroup(Group group) {
    synchronized (state) {
      if (!group.members().stream().allMatch(handle -> state.agent(handle).isPresent())) {
        return false;
      }
      state.addConversation(group.id(), group.createdBy(), group.members());
      return true;
    }
  }

  @Override
  public GroupDeletion deleteGroup(String groupId, String by, SystemMessage last) {
    synchronized (state) {
      Optional<MemoryConversation> group =
          state.conversation(groupId, by).filter(MemoryConversation::isGroup);
      if (group.isEmpty()) {
        return Refused.NOT_FOUND;
      }
      if (group.get().isDeleted()) {
        return Refused.ALREADY_DELETED;
      }
      return group.get().groupCreator().equals(by) ? delete(group.get(), last) : Refused.FORBIDDEN;
    }
  }

  private Deleted delete(MemoryConversation group, SystemMessage last) {
    group.delete();
    Message message = last.in(group.id(), group.nextSeq());
    return new Deleted(message, state.add(message, state.recipients(group, message.sender())));
  }
}
