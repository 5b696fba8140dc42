package dev.deltawire.benchmarks.codec;

import java.io.IOException;

/** One way of making a frame an object. */
interface FrameReader {

  Object read(byte[] frame) throws IOException;
}
