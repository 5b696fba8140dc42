package dev.deltawire.gateway.attack;

import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * What one kind of hostile socket does, how many there are of it, and what they should meet with.
 */
final class Attack {

  /** Which of a gateway's ports is attacked; they may be one. */
  enum Port {
    HTTP,
    WEB_SOCKET
  }

  /** How a socket reads what it is sent. */
  enum Reading {
    ALL,
    /** Nothing before the attack is over. */
    NEVER,
    /** A byte now and then. */
    TRICKLE
  }

  /** What is done once before the sockets come; returns what their pieces need. */
  @FunctionalInterface
  interface Preparation {
    String prepare(Target target) throws IOException;
  }

  /** What a socket sends, piece by piece. */
  @FunctionalInterface
  interface Pieces {
    Iterator<byte[]> of(String prepared);
  }

  private final String name;
  private final Port port;
  private final String opening;
  private final boolean upgraded;
  private Pieces pieces = prepared -> List.<byte[]>of().iterator();
  private String[] headers = {};
  private IntFunction<String> tokens = number -> Target.homeToken("foe" + number);
  private Preparation preparation = target -> "";
  private Reading reading = Reading.ALL;
  private Pattern expected = Pattern.compile("open");
  private String certain = "";
  private int sockets = 20;
  private int longSockets = 200;
  private long pieceMillis;
  private double seconds = 1;
  private double longSeconds = 5;
  private boolean resetting;
  private boolean storming;

  private Attack(String name, Port port, String opening, boolean upgraded) {
    this.name = name;
    this.port = port;
    this.opening = opening;
    this.upgraded = upgraded;
  }

  /** Sockets that send what is no upgrade. */
  static Attack http(String name) {
    return new Attack(name, Port.HTTP, "", false);
  }

  /** Sockets that send a handshake in a way of their own. */
  static Attack handshake(String name) {
    return new Attack(name, Port.WEB_SOCKET, "", false);
  }

  /** Sockets that upgrade to a mount first; {@code TOKEN} stands for each one's own. */
  static Attack upgraded(String name, String target) {
    return new Attack(name, Port.WEB_SOCKET, target, true);
  }

  /** Sockets on the home dialect, each with a device of its own. */
  static Attack home(String name) {
    return upgraded(name, "/ws?token=TOKEN");
  }

  Attack sends(byte[]... whole) {
    return sends(prepared -> List.of(whole).iterator());
  }

  Attack sends(String latin1) {
    return sends(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  Attack sends(Pieces value) {
    pieces = value;
    return this;
  }

  /** Whole lines of the handshake. */
  Attack headers(String... lines) {
    headers = lines;
    return this;
  }

  Attack tokens(IntFunction<String> value) {
    tokens = value;
    return this;
  }

  Attack after(Preparation value) {
    preparation = value;
    return this;
  }

  Attack everyMillis(long value) {
    pieceMillis = value;
    return this;
  }

  Attack reading(Reading value) {
    reading = value;
    return this;
  }

  /** What every socket has to meet with: a status, a close code, {@code reset}, … */
  Attack meets(String regex) {
    expected = Pattern.compile(regex);
    return this;
  }

  /** What some socket has to meet with. */
  Attack surely(String outcome) {
    certain = outcome;
    return this;
  }

  Attack sockets(int inVerify, int inScript) {
    sockets = inVerify;
    longSockets = inScript;
    return this;
  }

  /** How long the sockets are kept up at most. */
  Attack lasts(double inVerify, double inScript) {
    seconds = inVerify;
    longSeconds = inScript;
    return this;
  }

  /** Ends each socket by RST when its pieces are sent. */
  Attack resets() {
    resetting = true;
    return this;
  }

  /** Opens a socket anew whenever one has ended; in the long form all do. */
  Attack storms() {
    storming = true;
    return this;
  }

  String name() {
    return name;
  }

  Port port() {
    return port;
  }

  boolean isUpgraded() {
    return upgraded;
  }

  byte[] openingOf(int number) {
    String target = opening.replace("TOKEN", tokens.apply(number));
    return RawPeer.upgradeHead(target, headers).getBytes(StandardCharsets.ISO_8859_1);
  }

  Iterator<byte[]> pieces(String prepared) {
    return pieces.of(prepared);
  }

  String prepare(Target target) throws IOException {
    return preparation.prepare(target);
  }

  Reading reading() {
    return reading;
  }

  Pattern expected() {
    return expected;
  }

  String certain() {
    return certain;
  }

  int sockets(boolean isLong) {
    return isLong ? longSockets : sockets;
  }

  long pieceMillis() {
    return pieceMillis;
  }

  double seconds(boolean isLong) {
    return isLong ? longSeconds : seconds;
  }

  boolean isResetting() {
    return resetting;
  }

  boolean isStorming() {
    return storming;
  }
}
