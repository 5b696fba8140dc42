package dev.deltawire.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.internal.PlatformDependent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;

/**
 * Netty, broadcasting on its event loop: every channel writes a retained duplicate of one frame
 * that was encoded once, with the void promise, and flushes. The encoder lets bytes pass.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the void promise; Netty tells exceptionCaught
final class NettyPeer implements Peer<Channel, ByteBuf> {

  private static final int BACKLOG = 4096;
  private static final int MAX_HEAD_BYTES = 8192;

  private final EventLoopGroup loop;
  private final Class<? extends ServerChannel> channelType;
  private final NettyFrames frames;
  private final SslContext tls;
  private final Receivers<Channel> receivers = new Receivers<>();

  private NettyPeer(
      IoHandlerFactory io,
      Class<? extends ServerChannel> channelType,
      Payloads payloads,
      SslContext tls) {
    this.loop = new MultiThreadIoEventLoopGroup(1, io);
    this.channelType = channelType;
    this.frames = new NettyFrames(payloads);
    this.tls = tls;
  }

  /** Over the native transport; without TLS if there is no keystore. */
  static NettyPeer epoll(Payloads payloads, Path keystore) throws Exception {
    SslContext tls = keystore == null ? null : tls(keystore);
    return new NettyPeer(
        EpollIoHandler.newFactory(), EpollServerSocketChannel.class, payloads, tls);
  }

  static NettyPeer nio(Payloads payloads) {
    return new NettyPeer(NioIoHandler.newFactory(), NioServerSocketChannel.class, payloads, null);
  }

  private static SslContext tls(Path keystore) throws Exception {
    char[] password = Settings.PASSWORD.toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(keystore.toFile(), password), password);
    return SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK).build();
  }

  @Override
  public int start() throws InterruptedException {
    Channel server =
        new ServerBootstrap()
            .group(loop)
            .channel(channelType)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Pipeline())
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public Receivers<Channel> receivers() {
    return receivers;
  }

  @Override
  public void produce(int streams, long from, long to) {
    loop.execute(() -> Peer.super.produce(streams, from, to));
  }

  @Override
  public ByteBuf message(int stream, long from, long to) {
    return frames.frames(stream, from, to);
  }

  @Override
  public void send(Channel channel, ByteBuf message) {
    channel.writeAndFlush(message.retainedDuplicate(), channel.voidPromise());
  }

  @Override
  public void sent(ByteBuf message) {
    message.release();
  }

  @Override
  public long directBytes() {
    return Math.max(0, PlatformDependent.usedDirectMemory());
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    private final WebSocketServerProtocolConfig webSocket =
        WebSocketServerProtocolConfig.newBuilder().websocketPath("/").checkStartsWith(true).build();

    @Override
    protected void initChannel(Channel channel) {
      ChannelPipeline pipeline = channel.pipeline();
      if (tls != null) {
        pipeline.addLast(tls.newHandler(channel.alloc()));
      }
      pipeline.addLast(
          new HttpServerCodec(),
          new HttpObjectAggregator(MAX_HEAD_BYTES),
          new WebSocketServerProtocolHandler(webSocket),
          new Connection());
    }
  }

  /** Sends back what comes in, in one flush for all that was read at once. */
  private final class Connection extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete handshake) {
        receivers.add(handshake.requestUri(), context.channel());
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      context.write(frame, context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      receivers.remove(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
