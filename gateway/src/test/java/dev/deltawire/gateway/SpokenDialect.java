package dev.deltawire.gateway;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What differs between the dialects where PROTOCOLS section 1 treats them alike.
 *
 * <p>Frames and answers are given as far as they are fixed: an answer begins with the text here.
 */
@SuppressWarnings("ImmutableEnumChecker") // its records hold nothing but strings
enum SpokenDialect {
  INTEGRATION(
      "/integration",
      new Upgrade("", "", 403),
      new Rest("PUT", "/integration/ready", "'ready':true", "{'code':"),
      new Words("type", "payload", "", "{'type':'error','payload':{'code':'invalid_message',"),
      new Exchange(
          "{'type':'hello','payload':{'clientType':'integration','clientId':'x','version':null}}",
          "{'type':'welcome'"),
      new Exchange(
          "{'type':'hello','payload':{'clientId':'x'}}",
          "{'type':'error','payload':{'code':'invalid_client_type'"),
      new Exchange(
          "{'type':'welcome'}",
          "{'type':'error','payload':{'code':'unknown_type','message':'Unknown message type: ")),
  AGENT(
      "/agent",
      new Upgrade("?token=" + Jwt.sign(json("'sub':'a'")), "", 401),
      new Rest("POST", "/agent/tokens", "'sub':'a'", "{'code':"),
      new Words("type", "payload", "", "{'type':'error','payload':{'code':'VALIDATION_ERROR',"),
      new Exchange("{'type':'ping','payload':{'timestamp':1}}", "{'type':'pong'"),
      new Exchange(
          "{'type':'sdk_message','payload':{'type':'user','message':7}}",
          "{'type':'error','payload':{'code':'VALIDATION_ERROR'"),
      new Exchange(
          "{'type':'result'}",
          "{'type':'error','payload':{'code':'VALIDATION_ERROR','message':'unknown message type: ")),
  HOME(
      "/ws",
      new Upgrade(
          "?token=" + Jwt.sign(json("'deviceId':'d','userId':'u','deviceType':'tv'")), "", 401),
      new Rest("PUT", "/api/home/kill-switch", "'active':false", "{'error':"),
      new Words(
          "type", "payload", "", "{'type':'error','payload':{'message':'Invalid message format'}}"),
      new Exchange("{'type':'ping.request','payload':{'x':1}}", "{'type':'ping.response'"),
      new Exchange(
          "{'type':'chat.message','payload':{'content':7}}",
          "{'type':'error','payload':{'message':'Invalid payload: content'"),
      new Exchange(
          "{'type':'chat.delta'}", "{'type':'error','payload':{'message':'Unknown message type: ")),
  CHAT(
      "/api/ws",
      new Upgrade("?token=dev:ops", "", 401),
      new Rest("POST", "/api/createUser", "'username':'someone'", "{'ok':false,'error_code':"),
      new Words(
          "method", "params", "events.hello", "{'ok':false,'error':{'code':'invalid_argument',"),
      new Exchange("{'method':'ping','params':{'x':1}}", "{'ok':true,"),
      new Exchange(
          "{'method':'messages.send','params':{'content':'x'}}",
          "{'ok':false,'error':{'code':'invalid_argument'"),
      new Exchange(
          "{'method':'events.hello'}",
          "{'ok':false,'error':{'code':'invalid_argument','message':'unknown method: ")),
  MESSENGER(
      "/v1/ws",
      new Upgrade("", "Authorization: Bearer ", 101),
      new Rest("POST", "/v1/agents", "'handle':'someone'", "{'code':"),
      new Words(
          "type", "payload", "hello.ok", "{'type':'error','payload':{'code':'VALIDATION_ERROR',"),
      new Exchange(
          "{'type':'message.send','payload':{'x':1}}",
          "{'type':'error','payload':{'code':'UNSUPPORTED_ACTION'"),
      new Exchange(
          "{'type':'presence.update','payload':{'status':'away'}}",
          "{'type':'error','payload':{'code':'VALIDATION_ERROR'"),
      new Exchange(
          "{'type':'message.new'}",
          "{'type':'error','payload':{'code':'UNSUPPORTED_ACTION','message':'unknown type: "));

  /** A good credential in the query or as a header, and the status that a bad one gets. */
  record Upgrade(String query, String header, int refused) {}

  /** A path of the operator's, a good body without its braces, and how a refusal begins. */
  record Rest(String method, String path, String members, String refusal) {
    Rest {
      members = json(members);
      refusal = json(refusal);
    }
  }

  /** The envelope's names, the greeting of a new socket if any, and the answer to nonsense. */
  record Words(String type, String body, String greeting, String malformed) {
    Words {
      malformed = json(malformed);
    }
  }

  /** A frame and how its answer begins. */
  record Exchange(String frame, String answer) {
    Exchange {
      frame = json(frame);
      answer = json(answer);
    }
  }

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  final String mount;
  final Upgrade upgrade;
  final Rest rest;
  final Words words;
  final Exchange good;
  final Exchange badField;
  final Exchange serverOnly;

  SpokenDialect(
      String mount,
      Upgrade upgrade,
      Rest rest,
      Words words,
      Exchange good,
      Exchange badField,
      Exchange serverOnly) {
    this.mount = mount;
    this.upgrade = upgrade;
    this.rest = rest;
    this.words = words;
    this.good = good;
    this.badField = badField;
    this.serverOnly = serverOnly;
  }

  /** A ticket that is good any number of times. */
  record Ticket(String target, List<String> headers) {}

  /** Gets a ticket; agents of the messenger are made for it. */
  Ticket ticket(GatewayServer gateway) throws Exception {
    if (this != MESSENGER) {
      return new Ticket(mount + upgrade.query, List.of());
    }
    String handle = "agent-" + NUMBERS.incrementAndGet();
    String created =
        gateway.operator("POST", "/v1/agents", "{\"handle\":\"" + handle + "\"}").body();
    return new Ticket(mount, List.of(upgrade.header + Json.of(created).text("api_key")));
  }

  /** The settings of a gateway that takes the tickets. */
  static String[] settings(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "home.jwtSecret=" + Jwt.SECRET,
                "agent.jwtSecret=" + Jwt.SECRET,
                "chat.jwtSecret=" + Jwt.SECRET,
                "chat.devMode=true"));
    settings.addAll(List.of(more));
    return settings.toArray(new String[0]);
  }

  /** One setting of each dialect: {@code .enabled=true}. */
  static String[] each(String setting) {
    return Stream.of(values()).map(dialect -> dialect.key() + setting).toArray(String[]::new);
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }
}
