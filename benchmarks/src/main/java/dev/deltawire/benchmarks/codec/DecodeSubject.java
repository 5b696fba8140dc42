package dev.deltawire.benchmarks.codec;

import com.alibaba.fastjson2.JSON;
import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.runtime.Settings;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.jsoniter.JsonIterator;
import dev.deltawire.codec.AgentDecoder;
import dev.deltawire.codec.ChatDecoder;
import dev.deltawire.codec.HomeDecoder;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Who decodes frames.
 *
 * <p>The libraries are told which frame it is and check less; ours finds out, validates and keeps
 * the bounds of every field.
 */
public enum DecodeSubject {
  /** The dialect's decoder. */
  DELTAWIRE(DecodeSubject::deltawire),
  /** jsoniter's generated decoders. */
  JSONITER_BIND(DecodeSubject::jsoniter),
  /** Jackson's parser, member by member. */
  JACKSON_STREAM(JacksonReading::open),
  /** Jackson's databind. */
  JACKSON_BIND(DecodeSubject::jackson),
  /** dsl-json's converters, made when the code is compiled. */
  DSLJSON_BIND(DecodeSubject::dslJson),
  /** fastjson2's generated readers. */
  FASTJSON2_BIND(frame -> bytes -> JSON.parseObject(bytes, frame.bean)),
  /** gson's reflective adapters. */
  GSON_BIND(DecodeSubject::gson),
  /** avaje-jsonb's adapters, made when the code is compiled. */
  AVAJE_BIND(DecodeSubject::avaje);

  private interface Opening {
    FrameReader open(ClientFrame frame) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
  private final Opening opening;

  DecodeSubject(Opening opening) {
    this.opening = opening;
  }

  /** Makes a reader of such frames that the calling thread may use. */
  FrameReader open(ClientFrame frame) throws IOException {
    return opening.open(frame);
  }

  private static FrameReader deltawire(ClientFrame frame) {
    HomeDecoder home = HomeDecoder.create();
    ChatDecoder chat = ChatDecoder.create();
    AgentDecoder agent = AgentDecoder.create();
    return switch (frame) {
      case CHAT_MESSAGE -> bytes -> home.decode(bytes, 0, bytes.length);
      case MESSAGES_SEND -> bytes -> chat.decode(bytes, 0, bytes.length);
      case TOOL_RESULT -> bytes -> agent.decode(bytes, 0, bytes.length);
    };
  }

  private static FrameReader jsoniter(ClientFrame frame) {
    Jsoniter.generateCodecs();
    JsonIterator json = new JsonIterator();
    return bytes -> {
      json.reset(bytes);
      return json.read(frame.bean);
    };
  }

  private static FrameReader jackson(ClientFrame frame) {
    ObjectReader reader = JsonMapper.builder().build().readerFor(frame.bean);
    return bytes -> reader.readValue(bytes);
  }

  private static FrameReader dslJson(ClientFrame frame) {
    JsonReader<Object> json = new DslJson<>(Settings.basicSetup()).newReader();
    return bytes -> {
      json.process(bytes, bytes.length);
      return json.next(frame.bean);
    };
  }

  private static FrameReader gson(ClientFrame frame) {
    TypeAdapter<?> adapter = new Gson().getAdapter(frame.bean);
    return bytes -> adapter.fromJson(new String(bytes, StandardCharsets.UTF_8));
  }

  private static FrameReader avaje(ClientFrame frame) {
    JsonType<?> type = Jsonb.builder().build().type(frame.bean);
    return bytes -> type.fromJson(bytes);
  }
}
