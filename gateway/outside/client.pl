# What scenario.mjs does, by Mojolicious. Usage: client.pl URL NAME
use Mojo::Base -strict, -signatures;
use Mojo::IOLoop;
use Mojo::UserAgent;
use utf8;

my $url   = shift;
my $times = 4000;
my $piece = 'Grüße, 世界 😀 and \"quotes\" ';
my $text  = 'Grüße, 世界 😀 and "quotes" ' x $times;
my $agent = Mojo::UserAgent->new(inactivity_timeout => 30);

sub same ($what, $got, $expected) {
  die sprintf "%s: expected %.60s, got %.60s\n", $what, $expected, $got // 'nothing' if ($got // '') ne $expected;
}

# Lets events happen until a condition holds.
sub until_true ($what, $condition) {
  my $deadline = time + 30;
  until ($condition->()) {
    die "$what did not come in time\n" if time > $deadline;
    Mojo::IOLoop->one_tick;
  }
}

# A socket with its frames in order.
sub begin {
  my $session = {frames => []};
  my $timer   = Mojo::IOLoop->recurring(0.1 => sub { });    # ticks end, whatever happens
  $agent->websocket($url => sub ($agent, $tx) {
    $session->{tx} = $tx;
    $tx->max_websocket_size(1 << 26);
    $tx->on(json   => sub ($tx, $frame) { push @{$session->{frames}}, $frame });
    $tx->on(finish => sub ($tx, $code, $reason) { $session->{code} = $code });
  });
  same hello => following($session)->{method}, 'events.hello';
  return $session;
}

sub following ($session) {
  until_true 'a frame' => sub { @{$session->{frames}} };
  return shift @{$session->{frames}};
}

sub closed ($session) {
  until_true 'the close' => sub { $session->{code} };
  return $session->{code};
}

sub call ($session, $method, %params) {
  $session->{tx}->send({json => {method => $method, params => \%params}});
  my $frame = {};
  $frame = following($session) until exists $frame->{ok};
  return $frame->{result};
}

sub streams ($session) {
  my $room   = call($session, 'conversations.create', user_ids => ['helper']);
  my $script = qq(#!script [{"repeat":$times,"say":"$piece"}]);
  call($session, 'messages.send', conversation_id => $room->{id}, content => $script);
  my $streamed = '';
  while (1) {
    my ($method, $params) = @{following($session)}{qw(method params)};
    $streamed .= $params->{delta} if $method eq 'events.messageDelta';
    next if $method ne 'events.messageComplete' || $params->{sender}{kind} ne 'agent';
    same 'the text at the end' => $params->{content}, $text;
    last;
  }
  same 'the streamed text' => $streamed, $text;
}

my $session = begin;
streams $session;
$session->{tx}->finish(1000);
same 'our close' => closed($session), 1000;

my $rude = begin;
$rude->{tx}->send('nonsense') for 1 .. 9;
same 'their close' => closed($rude), 1008;
