package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.ChatInbound.Ok;
import dev.deltawire.codec.ChatInbound.Rejected;
import dev.deltawire.model.chat.AccountKind;
import dev.deltawire.model.chat.AnswerMode;
import dev.deltawire.model.chat.Attachment;
import dev.deltawire.model.chat.ChatCall;
import dev.deltawire.model.chat.ChatMethod;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatDecoderTest {
  private static final UUID ID = UUID.fromString("0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f");
  private static final UUID OTHER = UUID.fromString("a1b2c3d4-0000-4000-8000-000000000001");
  private static final String CID = "'conversation_id':'" + ID + "'";
  private static final String CHAT = "'chat_id':'" + ID + "'";

  static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of("auth.login", "'username':'ops'", new ChatCall.Login("ops")),
        Arguments.of("accounts.me", "", new ChatCall.Me()),
        Arguments.of("accounts.get", "'username':'No Such'", new ChatCall.GetAccount("No Such")),
        Arguments.of("accounts.list", "", new ChatCall.ListAccounts()),
        Arguments.of("conversations.list", "", new ChatCall.ListConversations()),
        Arguments.of("conversations.get", CID, new ChatCall.GetConversation(ID)),
        Arguments.of(
            "conversations.create",
            "'user_ids':['a','b'],'title':'Desk'",
            new ChatCall.CreateConversation(List.of("a", "b"), "Desk")),
        Arguments.of("messages.history", CID, new ChatCall.History(ID, 50, null)),
        Arguments.of(
            "messages.history",
            CID + ",'limit':2e2,'before':'" + OTHER + "'",
            new ChatCall.History(ID, 200, OTHER)),
        Arguments.of(
            "messages.delete",
            CID + ",'ids':['" + OTHER.toString().toUpperCase(Locale.ROOT) + "']",
            new ChatCall.DeleteMessages(ID, List.of(OTHER))),
        Arguments.of(
            "messages.delete_for_me",
            CID + ",'ids':['" + OTHER + "','" + ID + "']",
            new ChatCall.DeleteForMe(ID, List.of(OTHER, ID))),
        Arguments.of(
            "reactions.add",
            "'message_id':'" + ID + "','emoji':'🔥'",
            new ChatCall.AddReaction(ID, "🔥")),
        Arguments.of(
            "reactions.remove",
            "'message_id':'" + ID + "','emoji':'x'",
            new ChatCall.RemoveReaction(ID, "x")),
        Arguments.of("typing.set", CID + ",'is_typing':true", new ChatCall.SetTyping(ID, true)),
        Arguments.of(
            "messages.resume", "'id':'" + ID + "','offset':-1", new ChatCall.Resume(ID, -1)),
        Arguments.of("ping", "", new ChatCall.Ping()));
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of(ChatMethod.ME, "", new ChatCall.Me()),
        Arguments.of(
            ChatMethod.SEND_MESSAGE,
            CHAT + ",'text':'hi','reply_to_message_id':'" + OTHER + "'",
            new ChatCall.SendMessage(ID, "hi", OTHER, List.of(), null)),
        Arguments.of(
            ChatMethod.DELETE_MESSAGES,
            CHAT + ",'message_ids':['" + OTHER + "']",
            new ChatCall.DeleteMessages(ID, List.of(OTHER))),
        Arguments.of(
            ChatMethod.SET_TYPING, CHAT + ",'action':'typing'", new ChatCall.SetTyping(ID, true)),
        Arguments.of(
            ChatMethod.SET_TYPING, CHAT + ",'action':'cancel'", new ChatCall.SetTyping(ID, false)),
        Arguments.of(
            ChatMethod.SET_REACTIONS,
            "'message_id':'" + OTHER + "','reactions':['a','b']",
            new ChatCall.SetReactions(OTHER, List.of("a", "b"))),
        Arguments.of(
            ChatMethod.CREATE_USER,
            "'username':'ops'",
            new ChatCall.CreateUser("ops", null, AccountKind.HUMAN, null, null, AnswerMode.ALWAYS)),
        Arguments.of(
            ChatMethod.CREATE_USER,
            "'username':'ops:bot','display_name':'Bot','kind':'agent','parent_username':'ops',"
                + "'agent_provider':'external','mode':'mention'",
            new ChatCall.CreateUser(
                "ops:bot", "Bot", AccountKind.AGENT, "ops", "external", AnswerMode.MENTION)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("calls")
  void c06_c25_c41_everyMethodIsRead(String method, String params, ChatCall call) {
    assertEquals(new Ok(call), decode(call(method, params)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("bodies")
  void c59_c60_c61_c63_everyBodyIsRead(ChatMethod method, String members, ChatCall call) {
    assertEquals(new Ok(call), ChatRestDecoder.decode(method, json("{" + members + "}")));
  }

  @Test
  void c06_x28_paramsAreOptional() {
    assertEquals(new Ok(new ChatCall.Ping()), decode("{'method':'ping'}"));
    assertEquals(new Ok(new ChatCall.Ping()), decode("{'method':'ping','params':null}"));
    assertEquals(new Ok(new ChatCall.Me()), ChatRestDecoder.decode(ChatMethod.ME, new byte[0]));
  }

  @Test
  void c39_whoTypesOnMakesTheSameCall() {
    ChatDecoder decoder = ChatDecoder.create();
    ChatInbound typing = typing(decoder, CID + ",'is_typing':true");
    assertEquals(new Ok(new ChatCall.SetTyping(ID, true)), typing);
    assertSame(typing, typing(decoder, "'is_typing':true," + CID));
    assertEquals(
        new Ok(new ChatCall.SetTyping(ID, false)), typing(decoder, CID + ",'is_typing':false"));
    assertEquals(
        typing,
        typing(
            decoder,
            CID.replace(ID.toString(), ID.toString().toUpperCase(Locale.ROOT))
                + ",'is_typing':true"));
    for (String bad : List.of(CID, CID + ",'is_typing':1", "'is_typing':true")) {
      assertTrue(typing(decoder, bad) instanceof Rejected, bad);
    }
    assertEquals(
        new Ok(new ChatCall.SetTyping(OTHER, true)),
        typing(decoder, "'conversation_id':'" + OTHER + "','is_typing':true"));
    assertEquals(typing, typing(decoder, CID + ",'is_typing':true"));
  }

  private static ChatInbound typing(ChatDecoder decoder, String params) {
    byte[] json = json(call("typing.set", params));
    return decoder.decode(json, 0, json.length);
  }

  @Test
  void c14_everyAttachmentIsRead() {
    String sent =
        "[{'kind':'photo','media_id':'m','url':'u','w':3.0},"
            + "{'kind':'file','id':'f','media_id':'m','url':'u','filename':'n','size_bytes':1,"
            + "'mime':'t','more':{}},"
            + "{'kind':'news','title':'t','source_id':'s','url':'u','snippet':'x'},"
            + "{'kind':'ticker','symbol':'S','exchange':'E'},"
            + "{'kind':'positions','account_id':'a','captured_at':'c'}]";
    assertEquals(
        new Ok(
            new ChatCall.SendMessage(
                ID,
                "",
                null,
                List.of(
                    new Attachment.Photo(null, "m", "u", 3L, null),
                    new Attachment.File("f", "m", "u", "n", 1, "t"),
                    new Attachment.News(null, "t", "s", "u", "x"),
                    new Attachment.Ticker(null, "S", "E"),
                    new Attachment.Positions(null, "a", "c")),
                null)),
        decode(call("messages.send", CID + ",'content':'','attachments':" + sent)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "[1]",
        "[{}]",
        "[{'kind':'photo'}]",
        "[{'kind':'poll','id':'x'}]",
        "[{'kind':'ticker','symbol':'S','exchange':1}]",
        "[{'kind':'file','media_id':'m','url':'u','filename':'n','mime':'t'}]",
        "[{'kind':'photo','media_id':'m','url':'u','w':0.5}]"
      })
  void c14_c53_attachmentsThatBreakTheRowAreRefused(String attachments) {
    assertEquals(
        new Rejected("invalid params: attachments"),
        decode(call("messages.send", CID + ",'content':'x','attachments':" + attachments)));
  }

  @Test
  void c14_aLongStringOrAnEleventhAttachmentIsRefused() {
    String ticker = "{'kind':'ticker','symbol':'S','exchange':'E'}";
    String eleven = "[" + (ticker + ",").repeat(10) + ticker + "]";
    String tooLong = "[{'kind':'ticker','symbol':'" + "S".repeat(2049) + "','exchange':'E'}]";
    for (String attachments : List.of(eleven, tooLong)) {
      assertRejected(call("messages.send", CID + ",'content':'x','attachments':" + attachments));
    }
  }

  @Test
  void c14_attachmentsAreWrittenAsTheyWereRead() {
    List<Attachment> attachments =
        List.of(
            new Attachment.Photo("1", "m", "u", 3L, 4L),
            new Attachment.File("2", "m", "u", "n", 1, "t"),
            new Attachment.News("3", "t", "s", "u", "x"),
            new Attachment.Ticker("4", "S", "E"),
            new Attachment.Positions("5", "a", "c"));
    JsonWriter out = JsonWriter.create();
    AttachmentJson.write(attachments, out);
    assertEquals(
        attachments,
        JsonText.parse(out.toByteArray()).flatMap(AttachmentJson::parse).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "[]",
        "{}",
        "{'method':1}",
        "{'method':'ping','params':[]}",
        "{'method':'ping','method':'ping'}",
        "{'method':'accounts.get','params':{'username':'a','username':'b'}}",
        "{'method':'ping'} x"
      })
  void c53_malformedFramesAreRejected(String frame) {
    assertEquals(new Rejected("malformed frame"), decode(frame));
  }

  @Test
  void c06_aMethodHasAtMost64CodePoints() {
    assertEquals(
        new Rejected("unknown method: " + "😀".repeat(64)), decode(call("😀".repeat(64), "")));
    assertEquals(new Rejected("malformed frame"), decode(call("m".repeat(65), "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "events.hello", "createUser", "sendMessage", "null", "Ping"})
  void c53_x23_unknownMethodsAreNamed(String method) {
    assertEquals(new Rejected("unknown method: " + method), decode(call(method, "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth.login|",
        "auth.login|'username':'Ops'",
        "auth.login|'username':null",
        "accounts.get|'username':1",
        "conversations.get|'conversation_id':'x'",
        "conversations.create|'user_ids':'a'",
        "conversations.create|'user_ids':[1]",
        "conversations.create|'user_ids':['a'],'title':''",
        "messages.resume|'id':'0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f'",
        "messages.resume|'id':'0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f','offset':0.5",
        "reactions.add|'message_id':'0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f','emoji':''"
      })
  void c53_x24_paramsThatBreakTheirRowAreRejected(String line) {
    String[] parts = line.split("\\|", -1);
    assertRejected(call(parts[0], parts[1]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "messages.send|'content':''",
        "messages.send|'content':'x','client_msg_id':''",
        "messages.send|",
        "messages.history|'limit':0",
        "messages.history|'limit':201",
        "messages.delete|'ids':[]",
        "messages.delete|'ids':['x']",
        "typing.set|'is_typing':'true'"
      })
  void c32_c34_c35_c39_paramsBesideTheConversationAreChecked(String line) {
    String[] parts = line.split("\\|", -1);
    assertRejected(call(parts[0], CID + (parts[1].isEmpty() ? "" : "," + parts[1])));
  }

  @Test
  void c12_c13_lengthsCountAsTheRowsSay() {
    String content = "é".repeat(32_768);
    assertTrue(decode(call("messages.send", CID + ",'content':'" + content + "'")) instanceof Ok);
    assertRejected(call("messages.send", CID + ",'content':'" + content + "x'"));
    String emoji = "'message_id':'" + ID + "','emoji':'" + "🔥".repeat(16);
    assertTrue(decode(call("reactions.add", emoji + "'")) instanceof Ok);
    assertRejected(call("reactions.add", emoji + "x'"));
  }

  @Test
  void c60_aSetHasNoMoreEmojisThanAnAccountMayPut() {
    String body = "{'message_id':'" + ID + "','reactions':[" + "'x',".repeat(19) + "'y'";
    assertTrue(ChatRestDecoder.decode(ChatMethod.SET_REACTIONS, json(body + "]}")) instanceof Ok);
    assertEquals(
        new Rejected("invalid field: reactions"),
        ChatRestDecoder.decode(ChatMethod.SET_REACTIONS, json(body + ",'z']}")));
  }

  @Test
  void c59_bodiesAreCheckedLikeFrames() {
    assertEquals(
        new Rejected("malformed body"),
        ChatRestDecoder.decode(ChatMethod.ME, json("{'a':1,'a':2}")));
    assertEquals(
        new Rejected("invalid field: chat_id"),
        ChatRestDecoder.decode(ChatMethod.GET_CONVERSATION, json("{" + CID + "}")));
    assertEquals(
        new Rejected("invalid field: parent_username"),
        ChatRestDecoder.decode(
            ChatMethod.CREATE_USER, json("{'username':'a','parent_username':'b'}")));
  }

  private static void assertRejected(String frame) {
    assertTrue(decode(frame) instanceof Rejected, frame);
  }

  private static String call(String method, String params) {
    return "{'method':'" + method + "','params':{" + params + "}}";
  }

  private static ChatInbound decode(String frame) {
    byte[] json = json(frame);
    return ChatDecoder.create().decode(json, 0, json.length);
  }

  private static byte[] json(String quoted) {
    return quoted.replace('\'', '"').getBytes(UTF_8);
  }
}
