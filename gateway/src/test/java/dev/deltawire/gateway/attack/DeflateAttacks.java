package dev.deltawire.gateway.attack;

import static dev.deltawire.gateway.attack.Bytes.endless;
import static dev.deltawire.gateway.attack.Bytes.repeated;

import dev.deltawire.tck.WireFrame;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;

/** Compressed messages that swell, or that never come to anything. */
final class DeflateAttacks {

  private static final int RSV1 = 0x40;
  private static final int MEBIBYTE = 1 << 20;
  private static final int BLOCK = 60_000;
  private static final byte[] NOTHING = {0, 0, 0, (byte) 0xff, (byte) 0xff};

  private DeflateAttacks() {}

  static List<Attack> all() {
    return List.of(
        deflated("250 MB of zeros in a frame").sends(prepared -> frameOf(zeros(240))).meets("1009"),
        deflated("1 GB of zeros in fragments").sends(prepared -> fragments()).meets("1009"),
        deflated("empty blocks of deflate without end")
            .sends(prepared -> endlessFragments(repeated(NOTHING, BLOCK / NOTHING.length)))
            .meets("1009|1008"),
        deflated("what was never deflated")
            .sends(prepared -> frameOf(repeated(new byte[] {(byte) 0xfe}, BLOCK)))
            .meets("1007|1002"));
  }

  private static Attack deflated(String name) {
    return Attack.home(name).headers("Sec-WebSocket-Extensions: permessage-deflate");
  }

  private static Iterator<byte[]> frameOf(byte[] deflated) {
    int firstByte = WireFrame.FIN | RSV1 | WireFrame.TEXT;
    return List.of(WireFrame.masked(firstByte, deflated)).iterator();
  }

  private static Iterator<byte[]> endlessFragments(byte[] deflated) {
    return endless(
        WireFrame.masked(RSV1 | WireFrame.TEXT, deflated),
        WireFrame.masked(WireFrame.CONTINUATION, deflated));
  }

  /** A gibibyte of zeros, deflated, in frames of {@link #BLOCK} bytes. */
  private static Iterator<byte[]> fragments() {
    byte[] all = zeros(1024);
    return IntStream.rangeClosed(0, all.length / BLOCK)
        .mapToObj(i -> fragment(all, i * BLOCK))
        .iterator();
  }

  private static byte[] fragment(byte[] all, int from) {
    int to = Math.min(all.length, from + BLOCK);
    int opcode = from == 0 ? RSV1 | WireFrame.TEXT : WireFrame.CONTINUATION;
    int fin = to == all.length ? WireFrame.FIN : 0;
    return WireFrame.masked(fin | opcode, Arrays.copyOfRange(all, from, to));
  }

  /** Zeros, deflated: blocks that each stand alone follow each other. */
  private static byte[] zeros(int mebibytes) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(new byte[MEBIBYTE]);
    byte[] block = new byte[MEBIBYTE];
    int size = deflater.deflate(block, 0, block.length, Deflater.FULL_FLUSH);
    deflater.end();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < mebibytes; i++) {
      all.write(block, 0, size);
    }
    return all.toByteArray();
  }
}
