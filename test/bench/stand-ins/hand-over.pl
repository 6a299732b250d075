# Part of the stand-ins kind, kubectl and cilium of the bench, and none of these tools: it hands a call to the world
# server (test/bench/world/) by the socket that BENCH_WORLD names, and prints what the server answers. The connection
# ends when this program does, however that happens: the server then stops where it is.
# Perl without a module, since it is there on any Debian and starts in a few milliseconds.
use strict;
use warnings;

# PROGRAM: what is stood in for. Does not return.
sub hand_over {
  my ($program) = @_;
  my $path = $ENV{BENCH_WORLD} // '';
  socket(my $world, 1, 1, 0) or gone("socket: $!");                # AF_UNIX, SOCK_STREAM
  connect($world, pack('S a*', 1, $path)) or gone("$path: $!");
  my @words = ($program, working_folder(), scalar(@ARGV), @ARGV, map { "$_=$ENV{$_}" } keys %ENV);
  my $call = join("\0", @words);
  send_all($world, pack('N', length $call) . $call);
  while (1) {
    my ($type, $length) = unpack('a N', receive($world, 5));
    my $text = receive($world, $length);
    if    ($type eq 'o') { send_all(\*STDOUT, $text) }
    elsif ($type eq 'e') { send_all(\*STDERR, $text) }
    elsif ($type eq 'x') { exit $text }
    elsif ($type eq 'i') { hand_over_input($world) }
  }
}

# Standard input is read only when the server asks for it, for it may be a script's own.
sub hand_over_input {
  my ($world) = @_;
  while (my $count = sysread(STDIN, my $text, 65536)) { send_all($world, pack('N', $count) . $text) }
  send_all($world, pack('N', 0));
}

# What the shell calls the folder, if it is that folder; the server resolves names against it.
sub working_folder {
  my $folder = readlink '/proc/self/cwd';
  return defined $folder ? $folder : ($ENV{PWD} // '/');
}

sub send_all {
  my ($to, $text) = @_;
  my $sent = 0;
  while ($sent < length $text) {
    my $count = syswrite($to, $text, length($text) - $sent, $sent);
    gone("write: $!") unless defined $count;
    $sent += $count;
  }
}

sub receive {
  my ($world, $length) = @_;
  my $text = '';
  while (length $text < $length) {
    my $count = sysread($world, $text, $length - length $text, length $text);
    gone('it ended in the middle of an answer') unless $count;
  }
  return $text;
}

sub gone {
  print STDERR "stand-in: the world server does not answer: @_\n";
  exit 70;
}

1;
