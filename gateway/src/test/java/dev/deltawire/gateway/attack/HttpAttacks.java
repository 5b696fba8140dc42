package dev.deltawire.gateway.attack;

import static dev.deltawire.gateway.attack.Bytes.endless;
import static dev.deltawire.gateway.attack.Bytes.latin1;
import static dev.deltawire.gateway.attack.Bytes.repeated;

import java.util.List;

/** Requests that two servers could read differently, floods of them, and bodies that drip. */
final class HttpAttacks {

  private static final String GET = "GET /health HTTP/1.1\r\nHost: h\r\n\r\n";
  private static final String POST = "POST /v1/messages HTTP/1.1\r\nHost: h\r\n";

  private HttpAttacks() {}

  static List<Attack> all() {
    return List.of(
        Attack.http("two lengths")
            .sends(POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!")
            .meets("400"),
        Attack.http("a length and chunks")
            .sends(POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            .meets("400"),
        Attack.http("chunks of a disguised coding")
            .sends(POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")
            .meets("400|501"),
        Attack.http("a blank before the colon of the coding")
            .sends(POST + "Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n")
            .meets("400"),
        Attack.http("a coding on a folded line")
            .sends(POST + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
            .meets("400"),
        Attack.http("two codings")
            .sends(
                POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n")
            .meets("400|501"),
        Attack.http("a list of lengths")
            .sends(POST + "Content-Length: 5, 5\r\n\r\nhello")
            .meets("400"),
        Attack.http("a length with a sign")
            .sends(POST + "Content-Length: +5\r\n\r\nhello")
            .meets("400"),
        Attack.http("a chunk that a bare line feed ends")
            .sends(POST + "Transfer-Encoding: chunked\r\n\r\n1\nx\n0\n\n")
            .meets("400"),
        Attack.http("a chunk in hexadecimal of a language")
            .sends(POST + "Transfer-Encoding: chunked\r\n\r\n0x1\r\nx\r\n0\r\n\r\n")
            .meets("400"),
        Attack.http("a chunk of a size beyond all numbers")
            .sends(POST + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx")
            .meets("400|413"),
        Attack.http("a NUL in a header").sends(POST + "X: a\0b\r\n\r\n").meets("400"),
        Attack.http("a chunk of a negative size")
            .sends(POST + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n")
            .meets("400"),
        Attack.http("a body of 1 GB")
            .sends(POST + "Content-Length: 1073741824\r\n\r\n")
            .meets("413"),
        Attack.http("chunks without end")
            .sends(
                prepared ->
                    endless(
                        latin1(POST + "Transfer-Encoding: chunked\r\n\r\n"),
                        latin1("8000\r\n" + "x".repeat(0x8000) + "\r\n")))
            .meets("413|reset"),
        Attack.http("bodies at a byte a time")
            .sends(prepared -> endless(latin1(POST + "Content-Length: 1000\r\n\r\n"), latin1("x")))
            .everyMillis(500)
            .sockets(100, 1000)
            .lasts(1, 33)
            .meets("open|408"),
        Attack.http("a flood of requests")
            .sends(prepared -> endless(latin1(GET)))
            .everyMillis(1)
            .meets("open"),
        Attack.http("a flood of requests ahead of their answers")
            .sends(prepared -> endless(repeated(latin1(GET), 1000)))
            .sockets(4, 8)
            .meets("open"),
        Attack.http("requests whose answers are never read")
            .sends(prepared -> endless(repeated(latin1(GET), 1000)))
            .reading(Attack.Reading.NEVER)
            .meets("open|reset|end"));
  }
}
