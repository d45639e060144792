# Verifies messages with Mail::DKIM: KEYS FILE... where KEYS has a name, a tab and a record a line. Prints a line a message.
use strict;
use warnings;
use Mail::DKIM::Verifier;
use Net::DNS;

package Keys;

sub new { my ($class, $keys) = @_; return bless $keys, $class }

sub errorstring { return 'NOERROR' }

sub send {
    my ($self, $name, $type) = @_;
    my $answer = Net::DNS::Packet->new($name, $type);
    $answer->push(answer => Net::DNS::RR->new(owner => $name, type => 'TXT', txtdata => [ unpack '(a255)*', $self->{$name} ]))
        if defined $self->{$name};
    return $answer;
}

package main;

open my $lines, '<', shift or die;
my %keys = map { chomp; split /\t/, $_, 2 } <$lines>;
Mail::DKIM::DNS::resolver(Keys->new(\%keys));
for my $path (@ARGV) {
    my $verifier = Mail::DKIM::Verifier->new();
    open my $file, '<:raw', $path or die;
    local $/;
    $verifier->PRINT(<$file>);
    $verifier->CLOSE();
    print join(' ', map { $_->result() } $verifier->signatures()), "\n";
}
